package dev.afina.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A study as the report's page reads it: one object, its trials column by column.
 *
 * <p>The page's {@code data.js} is the other side of this.
 */
final class ReportData {

  private final StudyRecord study;
  private final List<FrozenTrial> trials;
  private final Columns columns;

  ReportData(StudyRecord study, List<FrozenTrial> trials) {
    this.study = study;
    this.trials = trials;
    columns = Columns.of(study, trials);
  }

  ObjectNode toJson() {
    Set<Integer> numbers = new HashSet<>();
    BestTrial.front(study, trials).forEach(found -> numbers.add(found.trial().number()));
    Set<Integer> best = new TreeSet<>();
    for (int row = 0; row < trials.size(); row++) {
      if (numbers.contains(trials.get(row).number())) {
        best.add(row);
      }
    }
    ObjectNode data = Json.object();
    data.set("study", study());
    ArrayNode front = data.putArray("best");
    best.forEach(front::add);
    ArrayNode params = data.putArray("params");
    Columns.readable(trials).forEach(name -> params.add(param(name)));
    ArrayNode attributes = data.putArray("attributes");
    columns.attributes().forEach(name -> attributes.add(attribute(name)));
    data.set("trials", trials());
    data.set("curves", CurveData.of(trials, best));
    data.set("rungs", RungData.of(study, trials));
    return data;
  }

  private ObjectNode study() {
    ObjectNode object = Json.object().put("name", study.name());
    ArrayNode objectives = object.putArray("objectives");
    for (int k = 0; k < study.directions().size(); k++) {
      objectives
          .addObject()
          .put("name", columns.metrics().get(k))
          .put("direction", study.directions().get(k).name().toLowerCase(Locale.ROOT));
    }
    object.put("sampler", system("afina:sampler"));
    object.put("pruner", system("afina:pruner"));
    return object.put("seed", system(StudyBuilder.SEED));
  }

  private @Nullable String system(String key) {
    Object value = study.systemAttributes().get(key);
    return value == null ? null : Json.plain(value);
  }

  /** A parameter with its widest range and a value a trial; of a choice its index; null if none. */
  private ObjectNode param(String name) {
    ObjectNode object = Json.object().put("name", name);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    ArrayNode values = Json.array();
    for (FrozenTrial trial : trials) {
      int position = trial.params().space().position(name);
      if (position < 0) {
        values.addNull();
        continue;
      }
      Distribution distribution = trial.params().space().distribution(position);
      values.add(Json.compact(trial.params().internal(position)));
      if (distribution instanceof DoubleDistribution range) {
        low = Math.min(low, range.low());
        high = Math.max(high, range.high());
        object.put("kind", "float").put("log", range.scale() == Scale.LOG);
      } else if (distribution instanceof IntDistribution range) {
        low = Math.min(low, (double) range.low());
        high = Math.max(high, (double) range.high());
        object.put("kind", "int").put("log", range.scale() == Scale.LOG);
      } else if (distribution instanceof CategoricalDistribution choice) {
        ArrayNode choices = Json.array();
        labels(choice.choices()).forEach(choices::add);
        object.put("kind", "choice").put("log", false).set("choices", choices);
      }
    }
    if (low <= high) {
      object.put("low", low).put("high", high);
    }
    object.set("values", values);
    return object;
  }

  /** The choices as text; strings are quoted where another choice would look the same. */
  static List<String> labels(List<@Nullable Object> choices) {
    List<String> plain = choices.stream().map(Json::plain).toList();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      String label = plain.get(i);
      boolean ambiguous = plain.indexOf(label) != plain.lastIndexOf(label);
      labels.add(ambiguous && choices.get(i) instanceof String ? "\"" + label + "\"" : label);
    }
    return labels;
  }

  private ObjectNode attribute(String name) {
    ObjectNode object = Json.object().put("name", name);
    ArrayNode values = object.putArray("values");
    for (FrozenTrial trial : trials) {
      Object value = trial.userAttributes().get(name);
      if (value instanceof Double || value instanceof Float || value instanceof Integer) {
        values.add(Json.compact(((Number) value).doubleValue()));
      } else if (value == null) {
        values.addNull();
      } else {
        values.add(Json.plain(value));
      }
    }
    return object;
  }

  private ObjectNode trials() {
    ObjectNode object = Json.object();
    ArrayNode numbers = object.putArray("number");
    trials.forEach(trial -> numbers.add(trial.number()));
    ArrayNode states = object.putArray("state");
    trials.forEach(trial -> states.add(trial.state().name()));
    ArrayNode values = object.putArray("values");
    for (int k = 0; k < study.directions().size(); k++) {
      values.add(value(k));
    }
    object.set("seconds", numbers(ReportData::seconds));
    object.set("start", numbers(t -> millis(t.start())));
    object.set("end", numbers(t -> millis(t.complete())));
    ArrayNode reasons = object.putArray("reason");
    trials.forEach(trial -> reasons.add(trial.reason().orElse(null)));
    ArrayNode infeasible = object.putArray("infeasible");
    ArrayNode lost = object.putArray("lost");
    ArrayNode paused = object.putArray("paused");
    for (int row = 0; row < trials.size(); row++) {
      if (!trials.get(row).isFeasible()) {
        infeasible.add(row);
      }
      if (trials.get(row).isLost()) {
        lost.add(row);
      }
      if (trials.get(row).isPaused()) {
        paused.addArray().add(row).add(PausedText.of(trials.get(row)));
      }
    }
    return object;
  }

  /** How long a trial took, or, set aside, has taken so far. */
  private static @Nullable Double seconds(FrozenTrial trial) {
    if (trial.isPaused() && trial.systemAttributes().get(FrozenTrial.WORKED) instanceof Number so) {
      return Math.round(so.doubleValue() * 1e3) / 1e3;
    }
    return trial.duration().map(time -> time.toMillis() / 1e3).orElse(null);
  }

  private static @Nullable Double millis(@Nullable Instant instant) {
    return instant == null ? null : (double) instant.toEpochMilli();
  }

  private ArrayNode value(int objective) {
    return numbers(
        trial -> objective < trial.values().size() ? trial.values().get(objective) : null);
  }

  private ArrayNode numbers(Function<FrozenTrial, @Nullable Double> column) {
    ArrayNode array = Json.array();
    for (FrozenTrial trial : trials) {
      Double value = column.apply(trial);
      if (value == null) {
        array.addNull();
      } else {
        array.add(Json.compact(value));
      }
    }
    return array;
  }
}
