package dev.afina.cli.drive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afina.core.trial.FrozenTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON, one object a line, as scripts read and write it. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private Json() {}

  /** One line; infinities and NaN become strings, for JSON has no numbers of them. */
  static String line(Map<String, ? extends @Nullable Object> object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * An object.
   *
   * @param what it is, for the message
   * @throws IllegalArgumentException if the text is none
   */
  static Map<String, @Nullable Object> object(String what, String text) {
    try {
      if (MAPPER.readValue(text, Object.class) instanceof Map<?, ?> map) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> object.put(String.valueOf(key), value));
        return object;
      }
    } catch (JsonProcessingException e) {
      throw (IllegalArgumentException) wrong(what, text).initCause(e);
    }
    throw wrong(what, text);
  }

  private static IllegalArgumentException wrong(String what, String text) {
    return new IllegalArgumentException(
        "%s %s is no JSON object, expected one such as {\"x\": 0.5}; quote it for the shell"
            .formatted(what, text));
  }

  /** The value of a text: JSON where it is some, else the text itself. */
  static @Nullable Object value(String text) {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /**
   * Values by name.
   *
   * @param what a name stands for, and an example, for the message
   * @param pairs each {@code NAME=VALUE}
   * @throws IllegalArgumentException if one has no name or no value
   */
  static Map<String, @Nullable Object> pairs(String what, String example, List<String> pairs) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "\"%s\" gives no value to %s, expected NAME=VALUE such as %s"
                .formatted(pair, what, example));
      }
      values.put(pair.substring(0, equals), value(pair.substring(equals + 1)));
    }
    return values;
  }

  /** A trial. */
  static Map<String, @Nullable Object> trial(FrozenTrial trial) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("number", trial.number());
    object.put("state", trial.state().name());
    List<Object> values = new ArrayList<>(trial.values());
    object.put("values", values);
    object.put("params", trial.params().toMap());
    if (trial.isDiscarded()) {
      object.put("discarded", true);
    }
    return object;
  }
}
