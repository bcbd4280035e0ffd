package dev.afina.storage;

import dev.afina.core.storage.Storage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Serves {@code sqlite} URLs.
 *
 * <p>Parameters: {@code synchronous} ({@code NORMAL}, the default, or {@code FULL}), {@code
 * timeout} (seconds to wait for other writers; 60 by default) and {@code legacyZone} (such as
 * {@code Asia/Tokyo}, for a database that Optuna up to 4.9 writes to).
 */
public final class SqliteProvider implements StorageProvider {

  /** For the service loader. */
  public SqliteProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("sqlite");
  }

  @Override
  public Storage open(StorageUrl url, boolean create) {
    SqliteStorage.Builder builder = configured(url);
    return (create ? builder : builder.mustExist()).open();
  }

  @Override
  public Optional<String> upgrade(StorageUrl url) {
    return Optional.of(configured(url).upgrade());
  }

  private static SqliteStorage.Builder configured(StorageUrl url) {
    SqliteStorage.Builder builder = builder(url);
    for (Map.Entry<String, String> parameter : url.parameters().entrySet()) {
      switch (parameter.getKey()) {
        case "synchronous" -> builder.synchronous(synchronous(parameter.getValue()));
        case "timeout" -> builder.busyTimeout(url.seconds("timeout"));
        case "legacyZone" -> builder.legacyZone(url.zone("legacyZone"));
        default ->
            throw new IllegalArgumentException(
                "unknown parameter \"%s\" in storage URL \"%s\"; known: legacyZone, synchronous, timeout"
                    .formatted(parameter.getKey(), url));
      }
    }
    return builder;
  }

  private static SqliteStorage.Builder builder(StorageUrl url) {
    String location = url.location();
    if (location.isEmpty() || location.equals("/") || location.equals("/:memory:")) {
      return SqliteStorage.memoryBuilder();
    }
    if (!location.startsWith("/")) {
      throw new IllegalArgumentException(
          "storage URL \"%s\" is malformed: three slashes before a relative path; %s"
              .formatted(url, StorageUrl.FORMS));
    }
    return SqliteStorage.builder(Path.of(location.substring(1)));
  }

  private static Synchronous synchronous(String text) {
    try {
      return Synchronous.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "synchronous=%s is unknown, expected one of %s"
              .formatted(text, Arrays.toString(Synchronous.values())),
          e);
    }
  }
}
