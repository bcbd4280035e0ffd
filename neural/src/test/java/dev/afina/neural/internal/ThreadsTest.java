package dev.afina.neural.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/**
 * Matrix products by teams of spinning threads take many times as long on a busy machine. The
 * test's own JVM is told by its environment to use one thread, so a child without that is watched.
 */
class ThreadsTest {

  /** The child: prints which share of the processor time of matrix products its own thread took. */
  static final class Child {

    private Child() {}

    @SuppressWarnings("SystemOut") // what the parent reads
    public static void main(String[] arguments) {
      double share =
          Native.<Double>call(
              "multiplying",
              () -> {
                try (Tensor matrix = torch.ones(600, 600)) {
                  long process = processTime();
                  long thread = threadTime();
                  for (int i = 0; i < 100; i++) {
                    torch.mm(matrix, matrix).close();
                  }
                  return (double) (threadTime() - thread) / (processTime() - process);
                }
              });
      System.out.print(share);
    }

    private static long processTime() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long threadTime() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
  }

  @Test
  void multipliesInTheCallersThreadWhateverTheEnvironmentSays()
      throws IOException, InterruptedException {
    assumeTrue(
        Runtime.getRuntime().availableProcessors() > 1, "one processor has one thread anyway");
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName());
    builder.environment().keySet().removeIf(name -> name.endsWith("_NUM_THREADS"));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process child = builder.start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    assertThat(Double.parseDouble(output)).isGreaterThan(0.8);
  }
}
