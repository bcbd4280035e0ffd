/** The default sampler, which chooses among the others. */
@NullMarked
package dev.afina.algorithms.auto;

import org.jspecify.annotations.NullMarked;
