package dev.afina.neural.internal;

import dev.afina.neural.device.Device;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The device that a thread makes its tensors on. */
public final class Placement {

  private static final ThreadLocal<Device> CURRENT = ThreadLocal.withInitial(() -> Device.CPU);

  private Placement() {}

  /**
   * Checks that a device can be used.
   *
   * @throws IllegalArgumentException saying what is missing
   */
  public static void check(Device device) {
    if (device == Device.CPU) {
      return;
    }
    if (!Native.<Boolean>call("looking for CUDA", torch::hasCUDA)) {
      throw new IllegalArgumentException(
          "device CUDA needs PyTorch's build for it, but the class path has the one for the CPU;"
              + " add org.bytedeco:pytorch with the classifier linux-x86_64-gpu, or take"
              + " Device.CPU");
    }
    if (!torch.cuda_is_available()) {
      throw new IllegalArgumentException(
          "device CUDA needs an NVIDIA GPU and its driver, but PyTorch finds none; take"
              + " Device.CPU");
    }
  }

  /** Does something with new tensors lying on the given device. */
  public static <T extends @Nullable Object> T on(Device device, Supplier<T> work) {
    Device before = CURRENT.get();
    CURRENT.set(device);
    try {
      return work.get();
    } finally {
      CURRENT.set(before);
    }
  }

  /** A tensor of the processor's, or its copy where tensors are to lie now. */
  static Tensor placed(Tensor tensor) {
    return CURRENT.get() == Device.CUDA ? tensor.cuda() : tensor;
  }
}
