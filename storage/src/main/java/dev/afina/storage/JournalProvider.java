package dev.afina.storage;

import dev.afina.core.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Serves {@code journal} URLs: {@code journal:///relative.log}, {@code journal:////absolute.log}.
 *
 * <p>Parameters: {@code lock} ({@code open}, the default, or {@code symlink} for NFS of version 2;
 * each keeps out both of Optuna's), {@code grace} (seconds after which a lock that nothing is
 * written under is broken, unless its process is known to be dead; 30 by default) and {@code
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

  private record Options(Path file, JournalLock.Kind kind, Duration grace, ZoneId zone) {}

  @Override
  public Storage open(StorageUrl url, boolean create) {
    Options options = options(url);
    return JournalStorage.open(options.file, options.kind, options.grace, options.zone, create);
  }

  @Override
  public List<Long> repair(StorageUrl url) {
    Options options = options(url);
    return JournalRepair.run(options.file, options.kind);
  }

  private static Options options(StorageUrl url) {
    String location = url.location();
    if (!location.startsWith("/") || location.length() == 1) {
      throw new IllegalArgumentException(
          "storage URL \"%s\" is malformed: three slashes before a relative path; %s"
              .formatted(url, StorageUrl.FORMS));
    }
    JournalLock.Kind kind = JournalLock.Kind.OPEN;
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
    return new Options(Path.of(location.substring(1)), kind, grace, zone);
  }
}
