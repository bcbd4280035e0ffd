/**
 * Event files that TensorBoard reads: scalars, histograms, texts, and the hyperparameters of its
 * HPARAMS page.
 */
@NullMarked
package dev.afina.tensorboard;

import org.jspecify.annotations.NullMarked;
