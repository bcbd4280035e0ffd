package dev.afina.neural.internal;

import dev.afina.neural.exception.NativeMemoryException;
import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Starts PyTorch once and tells its failures apart. */
public final class Native {

  private static final String PHYSICAL_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  /** PyTorch's own switch, read when it first makes a tensor of 2 MiB or more. */
  private static final String HUGE_PAGES = "THP_MEM_ALLOC_ENABLE";

  /**
   * Bytes of a block that the C library takes from its own memory once one of that size was freed.
   * Above 32 MiB it never does so.
   */
  private static final long LARGE_BLOCK = 31L << 20;

  static {
    // JavaCPP ties the process's memory to the Java heap's limit and calls the garbage collector
    // when it comes near. Here every tensor is closed by a scope, so that limit would only hurt.
    if (System.getProperty(PHYSICAL_LIMIT) == null
        && System.getProperty(PHYSICAL_LIMIT.toLowerCase(Locale.ROOT)) == null) {
      System.setProperty(PHYSICAL_LIMIT, "0");
    }
    // Large tensors come and go with every batch, and the system hands out their memory page by
    // page. In pages of 2 MiB, where it has them, that costs next to nothing.
    torch.set_env(HUGE_PAGES, "1", /* overwrite */ false);
    // Else the system would hand them out, and clear them, anew with every batch.
    torch.empty(LARGE_BLOCK / Float.BYTES).close();
    // Spinning teams of threads slow each other down; trials run in parallel instead. PyTorch's
    // own setting does not reach OpenBLAS, which multiplies the matrices.
    torch.set_num_threads(1);
    openblas.blas_set_num_threads(1);
  }

  private Native() {}

  /**
   * Does something with PyTorch.
   *
   * @param doing what, for the message: {@code training}
   * @throws NativeMemoryException where PyTorch ran out of memory
   */
  public static <T extends @Nullable Object> T call(String doing, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      if (isNativeMemory(e)) {
        throw new NativeMemoryException(
            "%s needs more native memory than there is; maybe take a smaller batch or network"
                .formatted(doing),
            e);
      }
      throw e;
    }
  }

  /** Does something with PyTorch that has no result. */
  public static void run(String doing, Runnable work) {
    Native.<@Nullable Object>call(
        doing,
        () -> {
          work.run();
          return null;
        });
  }

  /**
   * Gives memory that is free back to the system; takes some milliseconds. The C library would keep
   * what a network's batches took, in pieces that fit a network of other sizes less well.
   */
  public static void trim() {
    Pointer.trimMemory();
  }

  private static boolean isNativeMemory(Throwable e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof OutOfMemoryError) {
      // JavaCPP's own limits; a full Java heap says "Java heap space".
      return message.contains("Physical memory usage") || message.contains("memory within limits");
    }
    return message.contains("DefaultCPUAllocator")
        || message.contains("can't allocate memory")
        || message.contains("std::bad_alloc");
  }
}
