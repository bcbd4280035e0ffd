package dev.afina.algorithms.importance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Histories, and what Optuna 5.0.0 makes of them; written by {@code importance_golden.py}. */
final class GoldenHistories {

  private static final JsonNode JSON = read();

  private GoldenHistories() {}

  private static JsonNode read() {
    try (InputStream stream =
        Objects.requireNonNull(
            GoldenHistories.class.getResourceAsStream("importance-golden.json"))) {
      return new ObjectMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One history.
   *
   * @param pedAnova Optuna's shares
   * @param fanova Optuna's shares, where they were asked for
   */
  record History(
      String name,
      StudyRecord study,
      List<FrozenTrial> trials,
      List<Importance> pedAnova,
      List<Importance> fanova) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<History> all() {
    List<Distribution> ranges = new ArrayList<>();
    JSON.get("ranges").forEach(range -> ranges.add(distribution(range)));
    List<History> histories = new ArrayList<>();
    for (JsonNode json : JSON.get("histories")) {
      List<FrozenTrial> trials = new ArrayList<>();
      for (JsonNode trial : json.get("trials")) {
        trials.add(trial(trial, trials.size(), ranges));
      }
      Direction direction =
          Direction.valueOf(json.get("direction").asText().toUpperCase(Locale.ROOT));
      String name = json.get("name").asText();
      StudyRecord study = new StudyRecord(1, name, List.of(direction), Map.of(), Map.of());
      histories.add(
          new History(name, study, trials, shares(json, "pedAnova"), shares(json, "fanova")));
    }
    return histories;
  }

  private static List<Importance> shares(JsonNode history, String member) {
    List<Importance> shares = new ArrayList<>();
    history
        .path(member)
        .properties()
        .forEach(one -> shares.add(new Importance(one.getKey(), one.getValue().asDouble())));
    return shares;
  }

  private static FrozenTrial trial(JsonNode trial, int number, List<Distribution> ranges) {
    List<String> names = new ArrayList<>();
    List<Distribution> distributions = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Map.Entry<String, JsonNode> param : trial.get("params").properties()) {
      names.add(param.getKey());
      distributions.add(ranges.get(param.getValue().get(0).asInt()));
      values.add(param.getValue().get(1).asDouble());
    }
    double[] internals = values.stream().mapToDouble(Double::doubleValue).toArray();
    return FrozenTrial.builder(TrialState.COMPLETE)
        .number(number)
        .params(Params.of(SearchSpace.of(names, distributions), internals))
        .values(List.of(trial.get("value").asDouble()))
        .build();
  }

  private static Distribution distribution(JsonNode json) {
    JsonNode attributes = json.get("attributes");
    if (json.get("name").asText().equals("CategoricalDistribution")) {
      List<Object> choices = new ArrayList<>();
      attributes
          .get("choices")
          .forEach(c -> choices.add(c.isBoolean() ? (Object) c.asBoolean() : c.asText()));
      return new CategoricalDistribution(List.copyOf(choices));
    }
    Scale scale = attributes.get("log").asBoolean() ? Scale.LOG : Scale.LINEAR;
    JsonNode step = attributes.get("step");
    if (json.get("name").asText().equals("IntDistribution")) {
      return new IntDistribution(
          attributes.get("low").asLong(), attributes.get("high").asLong(), step.asLong(), scale);
    }
    return new DoubleDistribution(
        attributes.get("low").asDouble(),
        attributes.get("high").asDouble(),
        scale,
        step.isNull() ? null : step.asDouble());
  }
}
