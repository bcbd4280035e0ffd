package dev.afina.grpc;

import dev.afina.core.StorageException;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.grpc.optuna.Trial;
import dev.afina.storage.ConstraintAttributes;
import dev.afina.storage.DistributionJson;
import dev.afina.storage.PythonJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trials as messages of Optuna's protocol.
 *
 * <p>Parameters go in their order; a Python process that reads them keeps it or not, as its
 * protobuf library sees fit. Times are local to a zone. Thread-safe.
 */
final class OptunaTrials {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private final DistributionJson json = new DistributionJson();
  private final ZoneId zone;

  OptunaTrials(ZoneId zone) {
    this.zone = zone;
  }

  /** The message of a trial. */
  Trial write(FrozenTrial trial) {
    Trial.Builder message =
        Trial.newBuilder()
            .setTrialId(trial.id())
            .setNumber(trial.number())
            .setState(state(trial.state()))
            .addAllValues(trial.values())
            .setDatetimeStart(time(trial.start()))
            .setDatetimeComplete(time(trial.complete()));
    Params params = trial.params();
    for (int i = 0; i < params.size(); i++) {
      String name = params.space().name(i);
      message.putParams(name, params.internal(i));
      message.putDistributions(name, json.write(params.space().distribution(i)));
    }
    trial.userAttributes().forEach((key, value) -> message.putUserAttributes(key, text(value)));
    ConstraintAttributes.with(trial.constraints(), trial.systemAttributes())
        .forEach((key, value) -> message.putSystemAttributes(key, text(value)));
    trial
        .intermediateValues()
        .forEach((step, value) -> message.putIntermediateValues((long) step, value));
    return message.build();
  }

  /**
   * The trial of a message, without index.
   *
   * @throws IllegalArgumentException if a part of it is malformed
   */
  FrozenTrial read(Trial message) {
    TreeMap<Integer, Double> reports = new TreeMap<>();
    message.getIntermediateValuesMap().forEach((step, value) -> reports.put(step(step), value));
    return FrozenTrial.builder(state(message.getState()))
        .id(message.getTrialId())
        .number(whole("a trial's number", message.getNumber()))
        .values(message.getValuesList())
        .params(params(message))
        .intermediateValues(reports)
        .userAttributes(attributes(message.getUserAttributesMap()))
        .systemAttributes(attributes(message.getSystemAttributesMap()))
        .start(time(message.getDatetimeStart()))
        .complete(time(message.getDatetimeComplete()))
        .build();
  }

  private Params params(Trial message) {
    if (message.getParamsCount() == 0) {
      return Params.empty();
    }
    List<String> names = new ArrayList<>();
    List<Distribution> distributions = new ArrayList<>();
    double[] internals = new double[message.getParamsCount()];
    for (Map.Entry<String, Double> param : message.getParamsMap().entrySet()) {
      String name = param.getKey();
      internals[names.size()] = param.getValue();
      names.add(name);
      distributions.add(distribution(name, message.getDistributionsOrDefault(name, "")));
    }
    return Params.of(SearchSpace.of(names, distributions), internals);
  }

  /**
   * One parameter.
   *
   * @throws IllegalArgumentException if its distribution is malformed
   */
  Params param(String name, double internal, String distribution) {
    return Params.of(
        SearchSpace.of(List.of(name), List.of(distribution(name, distribution))),
        new double[] {internal});
  }

  /** The text of a distribution. */
  String write(Distribution distribution) {
    return json.write(distribution);
  }

  private Distribution distribution(String name, String text) {
    try {
      return json.read(name, text);
    } catch (StorageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The JSON of an attribute's value. */
  static String text(@Nullable Object value) {
    return PythonJson.write(value);
  }

  /**
   * The attributes of JSON texts.
   *
   * @throws IllegalArgumentException if a text is no JSON
   */
  static Map<String, @Nullable Object> attributes(Map<String, String> texts) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    texts.forEach((key, text) -> attributes.put(key, value(key, text)));
    return attributes;
  }

  /**
   * The value of an attribute's JSON.
   *
   * @throws IllegalArgumentException if it is none
   */
  static @Nullable Object value(String key, String text) {
    try {
      return PythonJson.read(text);
    } catch (StorageException e) {
      String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
      throw new IllegalArgumentException(
          "the value of attribute \"%s\" is no JSON: %s".formatted(key, shown), e);
    }
  }

  /**
   * A step within the range that storages have.
   *
   * @throws IllegalArgumentException if it is beyond
   */
  static int step(long step) {
    return whole("a step", step);
  }

  private static int whole(String what, long number) {
    if (number != (int) number) {
      throw new IllegalArgumentException(
          "%s of %d is beyond 32 bits, for which storages have room".formatted(what, number));
    }
    return (int) number;
  }

  static dev.afina.grpc.optuna.TrialState state(TrialState state) {
    return dev.afina.grpc.optuna.TrialState.valueOf(state.name());
  }

  static TrialState state(dev.afina.grpc.optuna.TrialState state) {
    if (state == dev.afina.grpc.optuna.TrialState.UNRECOGNIZED) {
      throw new IllegalArgumentException(
          "the trial's state is unknown, expected 0 (RUNNING), 1 (COMPLETE), 2 (PRUNED), 3 (FAIL)"
              + " or 4 (WAITING)");
    }
    return TrialState.valueOf(state.name());
  }

  private String time(@Nullable Instant time) {
    return time == null
        ? ""
        : TIME.format(LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MICROS), zone));
  }

  private @Nullable Instant time(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return LocalDateTime.parse(text, TIME).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no time of the form YYYY-MM-DD HH:MM:SS.ffffff".formatted(text), e);
    }
  }
}
