package dev.afina.neural.device;

/** Where a network's weights lie and its arithmetic is done. */
public enum Device {
  /** The processor, with one thread a model; the same bits in every run. */
  CPU,
  /**
   * The first NVIDIA GPU. PyTorch's build for it must be on the class path: {@code
   * org.bytedeco:pytorch} with the classifier {@code linux-x86_64-gpu} or {@code
   * windows-x86_64-gpu}, and what it depends on. Its kernels may sum in another order from run to
   * run, so the last bits may differ.
   */
  CUDA
}
