package dev.afina.storage;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The address of a storage, such as {@code sqlite:///afina.db?synchronous=FULL}.
 *
 * @param scheme what stands before {@code ://}, in lower case
 * @param location what stands between {@code ://} and {@code ?}, as written
 * @param parameters what follows {@code ?}, in order
 */
public record StorageUrl(String scheme, String location, Map<String, String> parameters) {

  /** The forms that people are told of. */
  static final String FORMS =
      "expected sqlite:///relative.db, sqlite:////absolute/path.db, sqlite:// (in memory),"
          + " postgresql://user:password@host:port/database,"
          + " mysql://user:password@host:port/database, journal:///file.log or grpc://host:port";

  private static final int LONGEST_SECONDS = 86_400;

  /** Copies the parameters. */
  public StorageUrl {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Takes a text apart.
   *
   * @throws IllegalArgumentException if it is no URL of a storage; the message says what is
   *     expected, and repeats no password
   */
  public static StorageUrl parse(String text) {
    int end = text.indexOf("://");
    if (end <= 0 || !text.substring(0, end).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      throw new IllegalArgumentException(
          "storage URL \"%s\" is malformed; %s".formatted(masked(text), FORMS));
    }
    String rest = text.substring(end + 3);
    int mark = rest.indexOf('?');
    Map<String, String> parameters = new LinkedHashMap<>();
    if (mark >= 0) {
      for (String pair : rest.substring(mark + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
          throw new IllegalArgumentException(
              "storage URL \"%s\" is malformed: after ? come parameters such as synchronous=FULL"
                  .formatted(masked(text)));
        }
        parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return new StorageUrl(
        text.substring(0, end).toLowerCase(Locale.ROOT),
        mark < 0 ? rest : rest.substring(0, mark),
        parameters);
  }

  /**
   * A parameter as a time in seconds.
   *
   * @throws IllegalArgumentException if it is none
   */
  Duration seconds(String name) {
    String text = parameters.getOrDefault(name, "");
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= LONGEST_SECONDS) {
        return Duration.ofMillis((long) (1000 * seconds));
      }
      throw new IllegalArgumentException(
          "%s=%s must be from 0 to %d seconds".formatted(name, text, LONGEST_SECONDS));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s=%s is no number of seconds, such as 60".formatted(name, text), e);
    }
  }

  /**
   * A parameter as a time zone.
   *
   * @throws IllegalArgumentException if it is none
   */
  ZoneId zone(String name) {
    String text = parameters.getOrDefault(name, "");
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s=%s is no time zone, such as Europe/Berlin or UTC".formatted(name, text), e);
    }
  }

  /** The URL with any password replaced by {@code ***}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(scheme).append("://").append(location);
    String separator = "?";
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text.append(separator).append(parameter.getKey()).append('=').append(parameter.getValue());
      separator = "&";
    }
    return masked(text.toString());
  }

  private static String masked(String text) {
    return text.replaceAll("^([^:/]*://)?.*@", "$1***@")
        .replaceAll("(?i)((?:password|passwd|pwd|secret|token)=)[^&\\s]*", "$1***");
  }
}
