package dev.afina.cli.drive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.afina.cli.shell.ParseFault;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A search space as JSON or YAML: a range has {@code low} and {@code high}, and may have {@code
 * log}, {@code step} and {@code type}; a list gives choices.
 *
 * <pre>{@code
 * lr: {low: 1e-5, high: 0.1, log: true}
 * layers: {low: 1, high: 4}
 * dropout: {low: 0, high: 0.5, type: float}
 * optimizer: [adam, sgd]
 * }</pre>
 */
final class SpaceText {

  private static final Set<String> KEYS = Set.of("type", "low", "high", "step", "log", "choices");
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private SpaceText() {}

  /**
   * The tree of a file's text, or of the text itself where it begins with a brace.
   *
   * @throws IllegalArgumentException if it is no object
   */
  static Map<String, @Nullable Object> parse(String fileOrText) {
    String text = fileOrText.strip().startsWith("{") ? fileOrText : read(Path.of(fileOrText));
    try {
      if (MAPPER.readValue(text, Object.class) instanceof Map<?, ?> map && !map.isEmpty()) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        map.forEach((key, value) -> tree.put(String.valueOf(key), value));
        distributions(tree);
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the space %s is neither JSON nor YAML: %s".formatted(fileOrText, ParseFault.of(e)), e);
    }
    throw new IllegalArgumentException(
        "the space %s holds no parameters, expected lines such as \"lr: {low: 1e-5, high: 0.1, log: true}\""
            .formatted(fileOrText));
  }

  private static String read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no file %s with a search space; name one, or write the space itself in braces"
              .formatted(file));
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The parameters of a tree.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  static Map<String, Distribution> distributions(Map<String, ? extends @Nullable Object> tree) {
    Map<String, Distribution> distributions = new LinkedHashMap<>();
    tree.forEach(
        (name, node) -> {
          try {
            distributions.put(name, distribution(node));
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                "parameter \"%s\": %s".formatted(name, e.getMessage()), e);
          }
        });
    return distributions;
  }

  private static Distribution distribution(@Nullable Object node) {
    if (node instanceof List<?> choices) {
      return choices(choices);
    }
    if (!(node instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "%s is neither a range such as {low: 0, high: 1} nor a list of choices".formatted(node));
    }
    Set<String> unknown = new TreeSet<>();
    map.keySet().forEach(key -> unknown.add(String.valueOf(key)));
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is not known of a parameter; it has low, high, step, log and type, or choices"
              .formatted(String.join(", ", unknown)));
    }
    if (map.get("choices") instanceof List<?> choices) {
      return choices(choices);
    }
    return range(map);
  }

  private static Distribution choices(List<?> choices) {
    List<@Nullable Object> widened = new ArrayList<>();
    for (Object choice : choices) {
      widened.add(choice instanceof Integer number ? (Object) number.longValue() : choice);
    }
    return new CategoricalDistribution(widened);
  }

  private static Distribution range(Map<?, ?> map) {
    Scale scale = Boolean.TRUE.equals(map.get("log")) ? Scale.LOG : Scale.LINEAR;
    Object type = map.get("type");
    boolean isWhole =
        type == null ? isWhole(map.get("low")) && isWhole(map.get("high")) : type.equals("int");
    if (type != null && !type.equals("int") && !type.equals("float")) {
      throw new IllegalArgumentException(
          "type %s is unknown, expected int, float or a list of choices".formatted(type));
    }
    if (isWhole) {
      long step = map.get("step") == null ? 1 : (long) number(map, "step");
      return new IntDistribution(
          (long) number(map, "low"), (long) number(map, "high"), step, scale);
    }
    return new DoubleDistribution(
        number(map, "low"),
        number(map, "high"),
        scale,
        map.get("step") == null ? null : (Double) number(map, "step"));
  }

  private static boolean isWhole(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  private static double number(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    try {
      return Double.parseDouble(String.valueOf(value)); // YAML takes 1e-4 for a text
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s is %s, expected a number".formatted(key, value), e);
    }
  }
}
