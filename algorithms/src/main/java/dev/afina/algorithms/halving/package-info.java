/** Schedulers that give many trials little training, and the best of them more. */
@NullMarked
package dev.afina.algorithms.halving;

import org.jspecify.annotations.NullMarked;
