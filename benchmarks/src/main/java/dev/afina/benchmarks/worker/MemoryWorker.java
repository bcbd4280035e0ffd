package dev.afina.benchmarks.worker;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.tune.CnnSpace;
import dev.afina.neural.tune.HyperModel;
import dev.afina.neural.tune.NetworkObjective;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Trains networks one after the other and tells the memory that the process has after each.
 * Arguments: the file of images and the file of labels, little-endian floats; {@code perceptron} or
 * {@code convolution}; {@code same} for a network of the same size every time, {@code drawn} for
 * trials of a random search. A request is a number of rows to train on, and {@code true} to measure
 * the heap as well, after a collection.
 */
public final class MemoryWorker {

  private static final double MEGABYTE = 1e6;
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int DRAWN_EPOCHS = 2;

  private MemoryWorker() {}

  /** Trains a network on some rows. */
  @FunctionalInterface
  private interface Training {

    void run(int rows);
  }

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Training training =
        arguments[3].equals("same")
            ? same(TrainingNetworks.rows(arguments[0], arguments[1]), arguments[2])
            : drawn(TrainingNetworks.data(arguments[0], arguments[1], SIDE, SIDE), arguments[2]);
    Turns.serve(
        TrainingNetworks.versions(),
        request -> {
          training.run(Integer.parseInt(request.get(0)));
          return measured(Boolean.parseBoolean(request.get(1)));
        });
  }

  private static Training same(Dataset data, String network) {
    Blueprint blueprint = TrainingNetworks.named(network);
    return rows -> {
      try (Model model = blueprint.build(7)) {
        model.fit(data.first(rows), Fit.epochs(1).batchSize(TrainingNetworks.BATCH_SIZE));
      }
    };
  }

  /** Trials of a search over the built-in space, as {@code afina tune} runs them. */
  private static Training drawn(Dataset data, String network) {
    String kind = network.equals("convolution") ? CnnSpace.CNN : CnnSpace.MLP;
    HyperModel model =
        CnnSpace.standard()
            .with(CnnSpace.ARCHITECTURE, CategoricalDistribution.of(kind))
            .model(
                List.of(SIDE, SIDE),
                CLASSES,
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                List.of(Metrics.ACCURACY));
    Study study =
        Study.create()
            .maximize("val_accuracy")
            .sampler(new RandomSampler())
            .pruner(Pruner.none())
            .seed(7)
            .create();
    return rows -> {
      Dataset some = data.first(rows);
      int trials = study.trials().size() + 1;
      study.optimize(
          new NetworkObjective(model, some, some, "val_accuracy", DRAWN_EPOCHS),
          Budget.trials(trials));
      FrozenTrial last = study.trials().get(trials - 1);
      if (last.state() != TrialState.COMPLETE) {
        throw new IllegalStateException(
            "trial %d is %s: %s".formatted(last.number(), last.state(), last.reason().orElse("?")));
      }
    };
  }

  private static Map<String, Double> measured(boolean withHeap) throws IOException {
    if (!withHeap) {
      return Map.of("resident", resident());
    }
    double resident = resident();
    System.gc();
    double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    return Map.of("resident", resident, "heap", heap);
  }

  /** The process's resident memory in megabytes, as Linux counts it (proc(5), VmRSS). */
  private static double resident() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(text -> text.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("/proc/self/status has no VmRSS"));
    return Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / MEGABYTE;
  }
}
