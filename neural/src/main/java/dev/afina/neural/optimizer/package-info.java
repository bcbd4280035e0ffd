/** Optimizers as immutable specifications. */
@NullMarked
package dev.afina.neural.optimizer;

import org.jspecify.annotations.NullMarked;
