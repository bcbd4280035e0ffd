package dev.afina.benchmarks.worker;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.metric.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Trains a network with Afina and tells how well it reads other images. Argument: the folder of
 * {@code train} and {@code validation} images and labels, little-endian floats. A request is a seed
 * and a number of epochs.
 */
public final class AccuracyWorker {

  private AccuracyWorker() {}

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Dataset train = rows(Path.of(arguments[0]), "train");
    Dataset others = rows(Path.of(arguments[0]), "validation");
    Blueprint plain = TrainingNetworks.named("convolution");
    Blueprint blueprint =
        new Blueprint(
            plain.architecture(), plain.optimizer(), plain.loss(), List.of(Metrics.ACCURACY));
    Turns.serve(
        TrainingNetworks.versions(),
        request -> {
          try (Model model = blueprint.build(Integer.parseInt(request.get(0)))) {
            int epochs = Integer.parseInt(request.get(1));
            model.fit(train, Fit.epochs(epochs).batchSize(TrainingNetworks.BATCH_SIZE));
            return Map.of("accuracy", model.evaluate(others).get("accuracy"));
          }
        });
  }

  private static Dataset rows(Path folder, String part) throws IOException {
    return TrainingNetworks.rows(
        folder.resolve(part + "-images").toString(), folder.resolve(part + "-labels").toString());
  }
}
