/** Hooks into training: early stopping, the best epoch, and whatever a caller adds. */
@NullMarked
package dev.afina.neural.callback;

import org.jspecify.annotations.NullMarked;
