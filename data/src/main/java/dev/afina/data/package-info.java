/**
 * Samples ready for training, and what every source of them shares: splits, folds, class balance,
 * fingerprints and the exception that says what is wrong with the data.
 *
 * <p>Tables live in {@link dev.afina.data.table}, images in {@link dev.afina.data.image}.
 */
@NullMarked
package dev.afina.data;

import org.jspecify.annotations.NullMarked;
