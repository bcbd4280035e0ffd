package dev.afina.neural.internal;

import org.bytedeco.pytorch.Tensor;

/** One layer's forward computation on a batch. */
@FunctionalInterface
interface Step {

  Tensor apply(Tensor input, Pass pass);
}
