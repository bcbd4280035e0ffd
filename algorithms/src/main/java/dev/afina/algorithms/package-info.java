/** Samplers and pruners by name, for those who choose with a word instead of a class. */
@NullMarked
package dev.afina.algorithms;

import org.jspecify.annotations.NullMarked;
