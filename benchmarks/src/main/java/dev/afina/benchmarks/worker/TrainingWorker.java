package dev.afina.benchmarks.worker;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Trains a network with Afina. Arguments: the file of images and the file of labels, little-endian
 * floats, and {@code perceptron} or {@code convolution}. A request is a number of epochs, and of
 * trainings at once, each of a new network in another thread, where that is not 1.
 */
public final class TrainingWorker {

  private TrainingWorker() {}

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Dataset data = TrainingNetworks.rows(arguments[0], arguments[1]);
    Blueprint blueprint = TrainingNetworks.named(arguments[2]);
    // The same threads for all turns, as a study has for all trials.
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Turns.serve(
          TrainingNetworks.versions(),
          request -> {
            int trainings = request.size() > 1 ? Integer.parseInt(request.get(1)) : 1;
            return turn(threads, blueprint, data, Integer.parseInt(request.get(0)), trainings);
          });
    } finally {
      threads.shutdown();
    }
  }

  private static Map<String, Double> turn(
      ExecutorService threads, Blueprint blueprint, Dataset data, int epochs, int trainings) {
    Fit fit = Fit.epochs(epochs).batchSize(TrainingNetworks.BATCH_SIZE);
    List<Model> models = new ArrayList<>();
    try {
      List<Callable<Double>> fits = new ArrayList<>();
      for (int i = 0; i < trainings; i++) {
        Model model = blueprint.build(7 + i);
        models.add(model);
        fits.add(() -> model.fit(data, fit).last("loss"));
      }
      double cpuStart = Turns.cpuSeconds();
      long start = System.nanoTime();
      double loss = threads.invokeAll(fits).get(0).get();
      double seconds = Turns.secondsSince(start);
      double cores = (Turns.cpuSeconds() - cpuStart) / seconds;
      double rate = (double) trainings * epochs * data.size() / seconds;
      return Map.of("rate", rate, "loss", loss, "cores", cores);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a training has not come to its end", e);
    } finally {
      models.forEach(Model::close);
    }
  }
}
