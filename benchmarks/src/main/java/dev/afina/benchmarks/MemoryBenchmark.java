package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Answer;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.worker.MemoryWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much memory a JVM keeps of every network that it has trained. */
final class MemoryBenchmark implements Benchmark {

  private static final String NAME = "memory";
  private static final int TRAININGS = 200;
  private static final int SETTLED = 20;
  private static final List<String> JAVA = List.of("-Xms384m", "-Xmx384m", "-XX:+AlwaysPreTouch");
  private static final double AIM = 0.5;
  private static final double FLAT = 0.02;

  private record Kind(String title, String network, String sizes, int rows) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("perceptron", "perceptron", "same", 8000),
          new Kind("convolution", "convolution", "same", 1024),
          new Kind("perceptrons of a search", "perceptron", "drawn", 1024),
          new Kind("convolutions of a search", "convolution", "drawn", 256));

  @Override
  public Measurement run(Workplace workplace) {
    Path folder = workplace.emptyFolder(NAME);
    TrainingImages images = TrainingImages.prepare(workplace.root(), folder);
    Map<String, String> versions = new LinkedHashMap<>();
    List<Side> sides = new ArrayList<>();
    List<Aim> aims = new ArrayList<>();
    for (Kind kind : KINDS) {
      List<Double> resident = new ArrayList<>();
      List<Double> heap = new ArrayList<>();
      try (Contestant afina =
          workplace.afina(
              MemoryWorker.class,
              JAVA,
              images.images().toString(),
              images.labels().toString(),
              kind.network(),
              kind.sizes())) {
        versions.putAll(afina.versions());
        for (int training = 1; training <= TRAININGS; training++) {
          boolean withHeap = training % SETTLED == 0;
          Answer answer = afina.turn(kind.rows() + " " + withHeap);
          resident.add(answer.get("resident"));
          if (withHeap) {
            heap.add(answer.get("heap"));
            System.err.printf("%s, training %d: %s%n", kind.title(), training, answer);
          }
        }
      }
      sides.add(new Side(kind.title() + ", resident", resident));
      sides.add(new Side(kind.title() + ", heap", heap));
      double grown = (last(resident) - resident.get(SETTLED - 1)) / (TRAININGS - SETTLED);
      double kept = (last(heap) - heap.get(0)) / (TRAININGS - SETTLED);
      aims.add(
          Aim.below(
              AIM, grown, kind.title() + ": resident memory grows by below 0.5 MB a training"));
      aims.add(
          Aim.below(FLAT, kept, kind.title() + ": used heap grows by below 0.02 MB a training"));
    }
    return new Measurement(
        NAME,
        "Memory after each of 200 trainings in one JVM",
        "MB (10⁶ bytes), less is better",
        settings(images),
        versions,
        sides,
        List.of(),
        aims,
        Map.of());
  }

  private static Map<String, String> settings(TrainingImages images) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("growth", "from the 20th training to the 200th, over the 180 between them");
    settings.put("resident", "VmRSS of the process after every training, without a collection");
    settings.put("heap", "used after a collection, after every 20th training");
    settings.put(
        "networks", "new ones; those of the benchmarks training and convolution, one epoch");
    settings.put(
        "of a search",
        "trials of random search over the built-in space for images, either kind; two epochs,"
            + " evaluated after each");
    settings.put(
        "data",
        "of %s: %s"
            .formatted(
                images.description(),
                String.join(
                    ", ", KINDS.stream().map(kind -> kind.title() + " " + kind.rows()).toList())));
    settings.put(
        "Java", "a process a kind, %s, the serial collector".formatted(String.join(" ", JAVA)));
    return settings;
  }

  private static double last(List<Double> figures) {
    return figures.get(figures.size() - 1);
  }
}
