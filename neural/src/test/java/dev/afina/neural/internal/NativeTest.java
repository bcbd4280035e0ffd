package dev.afina.neural.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.afina.neural.exception.NativeMemoryException;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class NativeTest {

  @Test
  void recognisesMemoryThatPyTorchCannotGet() {
    assertThatExceptionOfType(NativeMemoryException.class)
        .isThrownBy(
            () ->
                Native.run(
                    "training",
                    () -> {
                      try (Tensor tensor = torch.empty(1L << 45)) {
                        tensor.zero_();
                      }
                    }))
        .withMessage(
            "training needs more native memory than there is; maybe take a smaller batch or"
                + " network");
  }

  @Test
  void leavesOtherFailuresAsTheyAre() {
    var failure = new IllegalStateException("other");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                Native.run(
                    "training",
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(Native.<Integer>call("adding", () -> 1 + 1)).isEqualTo(2);
  }
}
