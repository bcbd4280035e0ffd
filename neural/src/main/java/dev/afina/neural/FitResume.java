package dev.afina.neural;

import dev.afina.neural.metric.Metric;
import dev.afina.neural.weights.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a fit is saved and resumed from, if anywhere. */
final class FitResume {

  /** Forcing takes some milliseconds, which are to be a small part of a training. */
  private static final long NANOS_BETWEEN_FORCED = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable Path file;
  private final Map<String, String> settings;
  private long lastForced = System.nanoTime();

  private FitResume(@Nullable Path file, Map<String, String> settings) {
    this.file = file;
    this.settings = settings;
  }

  static FitResume of(Fit fit, Model model, FitData train) {
    Path file = fit.resumable();
    return new FitResume(file, file == null ? Map.of() : settings(fit, model, train));
  }

  private static Map<String, String> settings(Fit fit, Model model, FitData train) {
    Blueprint blueprint = model.blueprint();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("network", ModelFiles.describe(blueprint.architecture()));
    settings.put("optimizer", ModelFiles.describe(blueprint.optimizer()));
    settings.put("loss", blueprint.loss().toString());
    settings.put("metrics", blueprint.metrics().stream().map(Metric::name).toList().toString());
    settings.put("seed", String.valueOf(model.seed()));
    settings.put("batch size", String.valueOf(fit.batchSize()));
    settings.put("order of the rows", fit.shuffles() ? "shuffled" : "as given");
    settings.put("shuffle buffer", String.valueOf(fit.shuffleBuffer()));
    settings.put("class weights", Arrays.toString(fit.classWeights()));
    settings.put("sample weights", digest(fit.sampleWeights()));
    settings.put("number of callbacks", String.valueOf(fit.callbacks().size()));
    settings.put("training data", train.fingerprint());
    if (!blueprint.start().arrays().isEmpty()) {
      settings.put(
          "weights at the start",
          ModelFiles.sha256(sink -> SafeTensors.write(blueprint.start(), sink)));
    }
    return settings;
  }

  private static String digest(float @Nullable [] weights) {
    return weights == null ? "none" : Integer.toHexString(Arrays.hashCode(weights));
  }

  /** What was saved for this very fit, if it was. */
  Optional<Checkpoint> load() {
    if (file == null || !Files.exists(file)) {
      return Optional.empty();
    }
    Checkpoint checkpoint = CheckpointFile.read(file);
    checkpoint.checkFit(settings, file);
    return Optional.of(checkpoint);
  }

  /**
   * Saves, if there is a place for it.
   *
   * @param checkpoint makes one of the settings
   */
  void save(Function<Map<String, String>, Checkpoint> checkpoint) {
    if (file != null) {
      boolean forced = System.nanoTime() - lastForced >= NANOS_BETWEEN_FORCED;
      CheckpointFile.write(file, checkpoint.apply(settings), forced);
      lastForced = forced ? System.nanoTime() : lastForced;
    }
  }

  /** Removes what is not needed any more. */
  void finish() {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete %s: %s".formatted(file, e), e);
      }
    }
  }
}
