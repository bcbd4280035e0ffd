package dev.afina.cli.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.afina.cli.shell.ParseFault;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import dev.afina.neural.tune.NetworkSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads changes to the built-in search space from a JSON or YAML file: a value fixes a parameter, a
 * list gives its choices, an object its range.
 *
 * <pre>{@code
 * layers: {low: 1, high: 3}
 * learning_rate: {low: 1e-4, high: 1e-2, log: true}
 * dropout: {low: 0, high: 0.5, step: 0.1}
 * activation: [relu, tanh]
 * optimizer: adam
 * }</pre>
 */
final class SpaceFile {

  private static final Set<String> RANGE_KEYS = Set.of("low", "high", "step", "log");

  private final Path file;

  private SpaceFile(Path file) {
    this.file = file;
  }

  /**
   * A space with the changes of a file.
   *
   * @throws IllegalArgumentException if a parameter is unknown or its range is wrong
   */
  static NetworkSpace read(Path file, NetworkSpace space) {
    return new SpaceFile(file).apply(space);
  }

  private NetworkSpace apply(NetworkSpace space) {
    JsonNode root = parse();
    if (!root.isObject()) {
      throw new IllegalArgumentException(
          "%s holds no object of parameters, expected lines such as \"layers: {low: 1, high: 3}\""
              .formatted(file));
    }
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      try {
        space = space.with(entry.getKey(), distribution(entry.getKey(), entry.getValue(), space));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s: %s%s"
                .formatted(
                    file, prefix(entry.getKey(), String.valueOf(e.getMessage())), e.getMessage()),
            e);
      }
    }
    return space;
  }

  private static String prefix(String name, String message) {
    return message.contains("\"" + name + "\"") ? "" : "parameter \"%s\": ".formatted(name);
  }

  private JsonNode parse() {
    boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    ObjectMapper mapper =
        json
            ? com.fasterxml.jackson.databind.json.JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
            : YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try {
      JsonNode root = mapper.readTree(Files.readString(file));
      return root == null ? mapper.missingNode() : root;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is no valid %s: %s".formatted(file, json ? "JSON" : "YAML", ParseFault.of(e)), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Distribution distribution(String name, JsonNode node, NetworkSpace space) {
    if (!space.parameters().contains(name)) {
      return space.with(name, CategoricalDistribution.of("")).get(name); // throws: names the known
    }
    if (node.isArray()) {
      List<@Nullable Object> choices = new ArrayList<>();
      node.forEach(choice -> choices.add(value(choice)));
      return new CategoricalDistribution(choices);
    }
    if (node.isObject()) {
      return range(node, space.get(name));
    }
    return fixed(value(node), space.get(name));
  }

  private static Distribution fixed(@Nullable Object value, Distribution like) {
    if (value instanceof Long number && like instanceof IntDistribution) {
      return new IntDistribution(number, number, 1, Scale.LINEAR);
    }
    if (value instanceof Number number && like instanceof DoubleDistribution) {
      return new DoubleDistribution(number.doubleValue(), number.doubleValue(), Scale.LINEAR, null);
    }
    return new CategoricalDistribution(Collections.singletonList(value));
  }

  private static Distribution range(JsonNode node, Distribution like) {
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(RANGE_KEYS);
    if (!unknown.isEmpty() || !node.has("low") || !node.has("high")) {
      throw new IllegalArgumentException(
          "a range has low and high, and may have step or log: true; found %s".formatted(node));
    }
    if (node.has("log") && !node.get("log").isBoolean()) {
      throw new IllegalArgumentException(
          "log is %s, expected true or false".formatted(node.get("log")));
    }
    Scale scale = node.path("log").asBoolean(false) ? Scale.LOG : Scale.LINEAR;
    boolean whole =
        !(like instanceof DoubleDistribution)
            && node.get("low").isIntegralNumber()
            && node.get("high").isIntegralNumber();
    if (whole) {
      return new IntDistribution(
          node.get("low").longValue(),
          node.get("high").longValue(),
          node.has("step") ? node.get("step").longValue() : 1,
          scale);
    }
    return new DoubleDistribution(
        number(node, "low"),
        number(node, "high"),
        scale,
        node.has("step") ? (Double) number(node, "step") : null);
  }

  private static double number(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value.isNumber()) {
      return value.doubleValue();
    }
    try {
      return Double.parseDouble(value.asText()); // YAML reads 1e-4, without a point, as a string
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s is %s, expected a number".formatted(key, value), e);
    }
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isTextual()) {
      String text = node.textValue();
      return text.matches("[+-]?\\d+(\\.\\d*)?[eE][+-]?\\d+")
          ? (Object) Double.parseDouble(text)
          : text;
    }
    throw new IllegalArgumentException("%s is no value".formatted(node));
  }
}
