package dev.afina.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trials as JSON; NaN and the infinities, which JSON lacks, are strings. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** One trial; see {@link TrialsTable#toJson}. */
  static ObjectNode trial(StudyRecord study, FrozenTrial trial) {
    ObjectNode object = object().put("number", trial.number()).put("state", trial.state().name());
    if (study.directions().size() == 1) {
      object.set("value", trial.values().isEmpty() ? null : number(trial.values().get(0)));
    } else {
      ArrayNode values = object.putArray("values");
      trial.values().forEach(value -> values.add(number(value)));
    }
    object.set("params", map(trial.params().toMap()));
    object.set("user_attributes", map(trial.userAttributes()));
    ObjectNode reports = object.putObject("intermediate_values");
    trial
        .intermediateValues()
        .forEach((step, value) -> reports.set(Integer.toString(step), number(value)));
    ObjectNode constraints = object.putObject("constraints");
    trial.constraints().forEach((name, value) -> constraints.set(name, number(value)));
    object.put("datetime_start", text(trial.start()));
    object.put("datetime_complete", text(trial.complete()));
    object.set(
        "duration_seconds", trial.duration().map(d -> number(d.toNanos() / 1e9)).orElse(null));
    String reason = PausedText.orReason(trial);
    object.put("reason", reason.isEmpty() ? null : reason);
    return object;
  }

  /** A number, or one of the strings NaN, Infinity and -Infinity. */
  static JsonNode number(double value) {
    if (!Double.isFinite(value)) {
      return MAPPER.getNodeFactory().textNode(Double.toString(value));
    }
    return MAPPER.getNodeFactory().numberNode(value);
  }

  /** The same in fewer characters: whole numbers without a fraction. */
  static JsonNode compact(double value) {
    return Numbers.isWhole(value)
        ? MAPPER.getNodeFactory().numberNode((long) value)
        : number(value);
  }

  private static ObjectNode map(Map<String, @Nullable Object> map) {
    ObjectNode object = object();
    map.forEach((name, value) -> object.set(name, any(value)));
    return object;
  }

  private static JsonNode any(@Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      return number(((Number) value).doubleValue());
    }
    return MAPPER.valueToTree(value);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  static String pretty(JsonNode node) {
    try {
      return MAPPER.writer(PRINTER).writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes could not be written", e);
    }
  }

  /** On one line, in a form that is inert in any place of an HTML page. */
  static String inHtml(JsonNode node) {
    try {
      return MAPPER
          .writeValueAsString(node)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes could not be written", e);
    }
  }

  /** A value as a person reads it in a table: strings bare, lists and maps as JSON. */
  static String plain(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Double || value instanceof Float) {
      return value.toString();
    }
    return any(value).toString();
  }
}
