package dev.afina.algorithms.tpe;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** A history, and what Optuna 5.0.0 makes of it; written by {@code tpe_golden.py}. */
record Golden(JsonNode json) {

  static JsonNode read(String file) {
    JsonMapper mapper =
        JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    try (InputStream stream = Objects.requireNonNull(Golden.class.getResourceAsStream(file))) {
      return mapper.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Golden> all() {
    return stream(read("tpe-golden.json")).map(Golden::new).toList();
  }

  static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static double[] doubles(JsonNode array) {
    return stream(array).mapToDouble(JsonNode::asDouble).toArray();
  }

  @Override
  public String toString() {
    return json.get("name").asText();
  }

  int[] rows(String side) {
    return stream(json.get(side)).mapToInt(JsonNode::asInt).toArray();
  }

  Distribution distribution(String name) {
    JsonNode described = json.get("distributions").get(name);
    JsonNode attributes = described.get("attributes");
    if (described.get("name").asText().equals("CategoricalDistribution")) {
      List<Object> choices = new ArrayList<>();
      stream(attributes.get("choices"))
          .forEach(c -> choices.add(c.isBoolean() ? c.asBoolean() : c.asText()));
      return new CategoricalDistribution(List.copyOf(choices));
    }
    Scale scale = attributes.get("log").asBoolean() ? Scale.LOG : Scale.LINEAR;
    JsonNode step = attributes.get("step");
    if (described.get("name").asText().equals("IntDistribution")) {
      return new IntDistribution(
          attributes.get("low").asLong(), attributes.get("high").asLong(), step.asLong(), scale);
    }
    return new DoubleDistribution(
        attributes.get("low").asDouble(),
        attributes.get("high").asDouble(),
        scale,
        step.isNull() ? null : step.asDouble());
  }

  SearchSpace space(List<String> names) {
    return SearchSpace.of(names, names.stream().map(this::distribution).toList());
  }

  TrialTable history() {
    double[] signs = new double[json.get("objectives").asInt()];
    Arrays.fill(signs, 1);
    TrialTable table = new TrialTable(signs);
    int index = 0;
    for (JsonNode trial : json.get("trials")) {
      List<String> names = new ArrayList<>();
      trial.get("params").fieldNames().forEachRemaining(names::add);
      SortedMap<Integer, Double> reports = new TreeMap<>();
      trial
          .get("reports")
          .properties()
          .forEach(e -> reports.put(Integer.valueOf(e.getKey()), e.getValue().asDouble()));
      Map<String, Double> constraints = new LinkedHashMap<>();
      trial
          .get("constraints")
          .properties()
          .forEach(e -> constraints.put(e.getKey(), e.getValue().asDouble()));
      table.put(
          FrozenTrial.builder(TrialState.valueOf(trial.get("state").asText()))
              .id(index)
              .number(index)
              .index(index++)
              .params(
                  Params.of(
                      space(names),
                      names.stream()
                          .mapToDouble(n -> trial.get("params").get(n).asDouble())
                          .toArray()))
              .values(stream(trial.get("values")).map(JsonNode::asDouble).toList())
              .intermediateValues(reports)
              .constraints(constraints)
              .build());
    }
    return table;
  }
}
