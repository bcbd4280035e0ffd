package dev.afina.storage;

import dev.afina.core.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * Serves {@code journal} URLs: {@code journal:///relative.log}, {@code journal:////absolute.log}.
 *
 * <p>Parameters: {@code lock} ({@code symlink}, the default, or {@code open}), {@code grace}
 * (seconds after which a lock that nothing is written under is broken; 30 by default) and {@code
 * legacyZone} (the zone of times that tell none, as Optuna up to 4.9 wrote them; this machine's by
 * default, as for Optuna).
 */
public final class JournalProvider implements StorageProvider {

  /** For the service loader. */
  public JournalProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("journal");
  }

  @Override
  public Storage open(StorageUrl url, boolean create) {
    String location = url.location();
    if (!location.startsWith("/") || location.length() == 1) {
      throw new IllegalArgumentException(
          "storage URL \"%s\" is malformed: three slashes before a relative path; %s"
              .formatted(url, StorageUrl.FORMS));
    }
    JournalLock.Kind kind = JournalLock.Kind.SYMLINK;
    Duration grace = JournalLock.GRACE;
    ZoneId zone = ZoneId.systemDefault();
    for (Map.Entry<String, String> parameter : url.parameters().entrySet()) {
      switch (parameter.getKey()) {
        case "lock" -> kind = JournalLock.kind(parameter.getValue());
        case "grace" -> grace = url.seconds("grace");
        case "legacyZone" -> zone = url.zone("legacyZone");
        default ->
            throw new IllegalArgumentException(
                "unknown parameter \"%s\" in storage URL \"%s\"; known: grace, legacyZone, lock"
                    .formatted(parameter.getKey(), url));
      }
    }
    return JournalStorage.open(Path.of(location.substring(1)), kind, grace, zone, create);
  }
}
