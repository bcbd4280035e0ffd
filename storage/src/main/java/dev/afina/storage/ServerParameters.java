package dev.afina.storage;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The parameters of a server's URL: those that every server has, and those that its driver gets.
 *
 * @param patience for how long what fails in passing is tried again
 * @param connections the most at once
 * @param zone that of the trials' times
 * @param driver what the driver is told
 */
record ServerParameters(Duration patience, int connections, ZoneId zone, Properties driver) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 10;
  private static final int MOST_CONNECTIONS = 1000;

  /**
   * Takes a URL's parameters apart.
   *
   * @param names what Python calls a parameter of the driver, and what the Java driver calls it
   * @throws IllegalArgumentException if one is unknown or malformed
   */
  static ServerParameters of(StorageUrl url, Map<String, String> names) {
    Duration patience = PATIENCE;
    int connections = CONNECTIONS;
    ZoneId zone = ZoneOffset.UTC;
    Properties driver = new Properties();
    for (Map.Entry<String, String> parameter : url.parameters().entrySet()) {
      String name = parameter.getKey();
      switch (name) {
        case "timeout" -> patience = url.seconds(name);
        case "legacyZone" -> zone = url.zone(name);
        case "pool_size" -> connections = count(parameter.getValue());
        default -> {
          String property = names.get(name);
          if (property == null) {
            throw unknown(url, name, names);
          }
          driver.setProperty(property, ServerAddress.decoded(parameter.getValue()));
        }
      }
    }
    return new ServerParameters(patience, connections, zone, driver);
  }

  private static IllegalArgumentException unknown(
      StorageUrl url, String name, Map<String, String> names) {
    List<String> known = new ArrayList<>(names.keySet());
    known.addAll(List.of("timeout", "legacyZone", "pool_size"));
    known.sort(null);
    return new IllegalArgumentException(
        "unknown parameter \"%s\" in storage URL \"%s\"; known: %s"
            .formatted(name, url, String.join(", ", known)));
  }

  private static int count(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count >= 1 && count <= MOST_CONNECTIONS) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw (IllegalArgumentException) badCount(text).initCause(e);
    }
    throw badCount(text);
  }

  private static IllegalArgumentException badCount(String text) {
    return new IllegalArgumentException(
        "pool_size=%s is no number of connections from 1 to %d".formatted(text, MOST_CONNECTIONS));
  }
}
