package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Comparison;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.worker.TrainingWorker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many more samples a second two trainings at once take in than one. */
final class ParallelTrainingBenchmark implements Benchmark {

  private static final String NAME = "parallel-training";
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 15;
  private static final int PERCEPTRON_EPOCHS = 8;
  private static final int CONVOLUTION_EPOCHS = 1;
  private static final double AIM = 1.5;

  @Override
  public Measurement run(Workplace workplace) {
    Path folder = workplace.emptyFolder(NAME);
    TrainingImages images = TrainingImages.prepare(workplace.root(), folder);
    String pixels = images.images().toString();
    String labels = images.labels().toString();
    Map<String, String> versions;
    List<Side> sides;
    try (Contestant perceptron =
            workplace.afina(TrainingWorker.class, List.of(), pixels, labels, "perceptron");
        Contestant convolution =
            workplace.afina(TrainingWorker.class, List.of(), pixels, labels, "convolution")) {
      versions = perceptron.versions();
      sides =
          new Rounds()
              .side("perceptron, one", () -> turn(perceptron, PERCEPTRON_EPOCHS, 1))
              .side("perceptron, two", () -> turn(perceptron, PERCEPTRON_EPOCHS, 2))
              .side("convolution, one", () -> turn(convolution, CONVOLUTION_EPOCHS, 1))
              .side("convolution, two", () -> turn(convolution, CONVOLUTION_EPOCHS, 2))
              .run(WARM_UPS, ROUNDS);
    }
    Comparison perceptrons = Comparison.of(sides.get(1), sides.get(0));
    Comparison convolutions = Comparison.of(sides.get(3), sides.get(2));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("networks", "those of the benchmarks training and convolution");
    settings.put(
        "at once", "two fits of two networks in two threads of one JVM; all samples count");
    settings.put("data", images.description() + ", in memory, batches of 128 images");
    settings.put("threads", "one a training");
    settings.put(
        "a turn",
        "%d epochs of the perceptron, %d of the convolution, of new networks; building them is not timed"
            .formatted(PERCEPTRON_EPOCHS, CONVOLUTION_EPOCHS));
    settings.put("rounds", "%d after %d for warm-up".formatted(ROUNDS, WARM_UPS));
    return new Measurement(
        NAME,
        "Two trainings at once against one",
        "samples/s, more is better",
        settings,
        versions,
        sides,
        List.of(perceptrons, convolutions),
        List.of(
            Aim.atLeast(AIM, perceptrons.median(), "two perceptrons at least 1.5 times one"),
            Aim.atLeast(AIM, convolutions.median(), "two convolutions at least 1.5 times one")),
        Map.of());
  }

  private static double turn(Contestant contestant, int epochs, int trainings) {
    return contestant.turn(epochs + " " + trainings).get("rate");
  }
}
