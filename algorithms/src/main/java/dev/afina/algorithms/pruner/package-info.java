/** Pruners beside the median rule. */
@NullMarked
package dev.afina.algorithms.pruner;

import org.jspecify.annotations.NullMarked;
