package dev.afina.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the C library keeps of memory that was freed. */
class FreedMemoryTest {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int PIECES = 1000;
  private static final int BYTES_A_PIECE = 1 << 15;

  @Test
  void goesBackToTheSystem() throws IOException, InterruptedException {
    assumeTrue(Files.exists(STATUS), "the resident size is read from /proc, which is not here");
    assumeTrue(FreedMemory.handBack(), "this Java has no System.trim_native_heap");

    ByteBuffer last = hoardedAndFreed();
    long before = resident();
    FreedMemory.handBack();

    assertThat(before - resident()).isGreaterThan((long) PIECES * BYTES_A_PIECE / 2);
    assertThat(last.capacity()).isEqualTo(BYTES_A_PIECE);
  }

  /** Below the piece that stays, the C library keeps what the others had. */
  private static ByteBuffer hoardedAndFreed() throws InterruptedException {
    BufferPoolMXBean pool =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(each -> each.getName().equals("direct"))
            .findFirst()
            .orElseThrow();
    long most = pool.getCount() + 1;
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int i = 0; i < PIECES; i++) {
      pieces.add(ByteBuffer.allocateDirect(BYTES_A_PIECE));
    }
    ByteBuffer last = pieces.get(PIECES - 1);
    pieces.clear();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (pool.getCount() > most && System.nanoTime() < end) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return last;
  }

  private static long resident() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
