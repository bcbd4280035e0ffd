/** Losses, with the checks of outputs and labels that each of them needs. */
@NullMarked
package dev.afina.neural.loss;

import org.jspecify.annotations.NullMarked;
