package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.internal.TensorData;
import dev.afina.neural.weights.Seeds;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The data of a fit, checked and ready.
 *
 * @param train what is trained on
 * @param validation evaluates the model, or null
 * @param uploaded the validation data in native memory, if they are there
 */
record FitSources(
    FitData train,
    @Nullable Supplier<Map<String, Double>> validation,
    @Nullable TensorData uploaded)
    implements AutoCloseable {

  private static final String TRAINING = "training";
  private static final String VALIDATION = "validation";

  /** Of a data set in memory. */
  static FitSources of(Dataset given, Fit fit, Model model) {
    Blueprint blueprint = model.blueprint();
    float[] sampleWeights = fit.sampleWeights();
    if (sampleWeights != null && sampleWeights.length != given.size()) {
      throw new IllegalArgumentException(
          "%d sample weights are given, expected %d, one a row of the training data"
              .formatted(sampleWeights.length, given.size()));
    }
    Dataset train = given;
    Dataset validation = fit.validation();
    if (fit.validationSplit() > 0) {
      DataChecks.checkShape(given.featureShape(), blueprint, TRAINING);
      int held = (int) Math.round(given.size() * fit.validationSplit());
      int[] order =
          Arrays.stream(
                  Seeds.permutation(
                      given.size(), Seeds.generator(model.seed(), Seeds.Purpose.SPLIT, 0, 0)))
              .mapToInt(row -> (int) row)
              .toArray();
      int[] kept = Arrays.copyOfRange(order, held, order.length);
      validation = given.select(Arrays.copyOf(order, held));
      train = given.select(kept);
      sampleWeights = sampleWeights == null ? null : RowWeights.select(sampleWeights, kept);
    }
    DataChecks.check(train, blueprint, TRAINING);
    float[] rowWeights = RowWeights.of(train, fit.classWeights(), sampleWeights, blueprint);
    checkValidation(validation, fit, blueprint);
    return with(
        new WholeData(train, rowWeights, blueprint, model.seed(), fit.shuffles()),
        validation,
        fit,
        model);
  }

  /** Of streamed data. */
  static FitSources of(StreamedData train, Fit fit, Model model) {
    Blueprint blueprint = model.blueprint();
    if (fit.validationSplit() > 0) {
      throw new IllegalArgumentException(
          "streamed data cannot be split; give data of their own to validation(data)");
    }
    if (fit.sampleWeights() != null) {
      throw new IllegalArgumentException(
          "streamed data cannot have sample weights; maybe use class weights");
    }
    DataChecks.checkStream(train, blueprint, TRAINING);
    checkValidation(fit.validation(), fit, blueprint);
    return with(
        new PartsOfStream(train, fit, blueprint, model.seed()), fit.validation(), fit, model);
  }

  private static void checkValidation(@Nullable Dataset data, Fit fit, Blueprint blueprint) {
    if (data != null) {
      DataChecks.check(data, blueprint, VALIDATION);
    }
    if (fit.streamedValidation() != null) {
      DataChecks.checkStream(fit.streamedValidation(), blueprint, VALIDATION);
    }
  }

  private static FitSources with(
      FitData train, @Nullable Dataset validation, Fit fit, Model model) {
    try {
      StreamedData streamed = fit.streamedValidation();
      if (streamed != null) {
        return new FitSources(train, () -> model.evaluator().values(streamed, VALIDATION), null);
      }
      if (validation == null) {
        return new FitSources(train, null, null);
      }
      TensorData uploaded = model.evaluator().upload(validation);
      return new FitSources(train, () -> model.evaluator().values(uploaded), uploaded);
    } catch (Throwable e) {
      train.close();
      throw e;
    }
  }

  @Override
  public void close() {
    train.close();
    if (uploaded != null) {
      uploaded.close();
    }
  }
}
