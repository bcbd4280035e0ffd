package dev.afina.benchmarks.worker;

import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a search takes up after each trial: memory of this process that is resident, its live heap
 * as it was at the last collection, what Java has compiled and loaded, networks and checkpoints
 * that are kept, and all files of its folder.
 */
final class Footprint implements StudyListener {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KIB_A_MIB = 1024;
  private static final double MIB = 1 << 20;
  private static final int TRIALS_A_COLLECTION = 30;
  private static final String NETWORK = "weights.safetensors";
  private static final String CHECKPOINT = "training.safetensors";

  private final Path folder;
  private final Map<String, List<Double>> series = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private double heap = Double.NaN;

  /** Of a search whose files are all in a folder. */
  Footprint(Path folder) {
    this.folder = folder;
  }

  @Override
  public void trialFinished(Study study, FrozenTrial trial) {
    try {
      List<Double> before = series.getOrDefault("resident", List.of());
      if ((before.size() + 1) % TRIALS_A_COLLECTION == 0 || before.isEmpty()) {
        System.gc();
        heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
      }
      add("resident", resident());
      add("heap", heap);
      add(
          "compiled",
          ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getCommitted() / MIB);
      add("seconds", Turns.secondsSince(start));
      Content content = new Content();
      Files.walkFileTree(folder, content);
      add("networks", content.networks);
      add("checkpoints", content.checkpoints);
      add("disk", content.bytes / MIB);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String name, double value) {
    series.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  /** MiB of this process that are in memory; needs Linux. */
  private static double resident() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / KIB_A_MIB;
      }
    }
    throw new IOException("%s does not tell the resident memory".formatted(STATUS));
  }

  /** Each figure by its name and how many trials had ended: {@code resident 17}. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    series.forEach(
        (name, values) -> {
          for (int i = 0; i < values.size(); i++) {
            figures.put(name + " " + (i + 1), values.get(i));
          }
        });
    return figures;
  }

  /** Counts the files of a folder, some of which may go meanwhile. */
  private static final class Content extends SimpleFileVisitor<Path> {

    private int networks;
    private int checkpoints;
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString();
      networks += name.equals(NETWORK) ? 1 : 0;
      checkpoints += name.equals(CHECKPOINT) ? 1 : 0;
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
