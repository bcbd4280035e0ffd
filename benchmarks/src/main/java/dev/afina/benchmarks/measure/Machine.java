package dev.afina.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where something was measured.
 *
 * @param cpu the processor's model
 * @param cores that this process may use
 * @param memoryGib physical memory in GiB
 * @param os system, its version and architecture
 * @param jdk virtual machine and version
 */
public record Machine(String cpu, int cores, double memoryGib, String os, String jdk) {

  /** This machine. */
  public static Machine here() {
    return new Machine(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        measuredMemory(),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        "%s %s"
            .formatted(
                System.getProperty("java.vm.name"), System.getProperty("java.runtime.version")));
  }

  /** Mean number of processes that wanted a core in the last minute, in words. */
  public static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? "unknown" : "%.2f".formatted(load).replace(',', '.');
  }

  /**
   * The scheduling priority of this process and those it starts, where Linux tells; 0 is usual.
   * Between sessions that of the session counts, if the kernel groups processes by them (sched(7)).
   */
  public static String niceness() {
    Path stat = Path.of("/proc/self/stat");
    Path session = Path.of("/proc/self/autogroup");
    try {
      if (!Files.isReadable(stat)) {
        return "unknown";
      }
      String line = Files.readString(stat);
      // proc(5): the 19th field; the second one, a name in parentheses, may hold spaces
      String own = line.substring(line.lastIndexOf(')') + 2).split(" ")[16];
      if (!Files.isReadable(session)) {
        return own;
      }
      String group = Files.readString(session).strip();
      return own + ", its session's " + group.substring(group.lastIndexOf(' ') + 1);
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static double measuredMemory() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      return Math.round(system.getTotalMemorySize() / (double) (1 << 30) * 10) / 10.0;
    }
    return Double.NaN;
  }

  private static String cpuModel() {
    Path cpuInfo = Path.of("/proc/cpuinfo");
    if (Files.isReadable(cpuInfo)) {
      try {
        List<String> lines = Files.readAllLines(cpuInfo);
        return "%s (family %s, model %s)"
            .formatted(
                value(lines, "model name"), value(lines, "cpu family"), value(lines, "model"));
      } catch (IOException e) {
        return "unknown, " + e.getMessage();
      }
    }
    String identifier = System.getenv("PROCESSOR_IDENTIFIER");
    return identifier == null ? "unknown" : identifier;
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.substring(0, Math.max(0, line.indexOf(':'))).strip().equals(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown " + key.toLowerCase(Locale.ROOT));
  }
}
