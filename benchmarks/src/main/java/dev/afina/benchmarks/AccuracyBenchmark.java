package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.worker.AccuracyWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How well a small convolutional network reads the sample of MNIST. */
final class AccuracyBenchmark implements Benchmark {

  private static final String NAME = "accuracy";
  private static final int SEEDS = 3;
  private static final int EPOCHS = 10;
  private static final double AIM = 0.975;

  @Override
  public Measurement run(Workplace workplace) {
    Path folder = workplace.emptyFolder(NAME);
    String description = MnistSample.write(workplace.root(), folder);
    List<Double> accuracies = new ArrayList<>();
    Map<String, String> versions;
    try (Contestant afina = workplace.afina(AccuracyWorker.class, List.of(), folder.toString())) {
      versions = afina.versions();
      for (int seed = 1; seed <= SEEDS; seed++) {
        accuracies.add(afina.turn(seed + " " + EPOCHS).get("accuracy"));
      }
    }
    double mean = accuracies.stream().mapToDouble(a -> a).average().orElseThrow();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("network", "that of the benchmark convolution, with its Adam");
    settings.put("data", description);
    settings.put("training", EPOCHS + " epochs of batches of 128 images");
    settings.put("seeds", "1 to " + SEEDS);
    return new Measurement(
        NAME,
        "Accuracy of a convolutional network on images that it has not seen",
        "share of the images, more is better",
        settings,
        versions,
        List.of(new Side("accuracy", accuracies)),
        List.of(),
        List.of(Aim.atLeast(AIM, mean, "mean accuracy of three seeds at least 0.975")),
        Map.of());
  }
}
