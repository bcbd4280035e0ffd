package dev.afina.benchmarks.measure;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where, when and what was measured.
 *
 * @param date the end of the measurement, in UTC
 * @param commit and whether there were changes
 * @param machine it ran on
 * @param loadBefore mean number of processes that wanted a core in the minute before the start
 * @param loadAfter the same at the end, the measurement's own process included
 * @param niceness the measurement's scheduling priority: 0 is usual, less is preferred to others
 */
public record Circumstances(
    String date,
    String commit,
    Machine machine,
    String loadBefore,
    String loadAfter,
    String niceness) {

  /** As they are now. */
  public static Circumstances now(Path root, String loadBefore) {
    return new Circumstances(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Revision.of(root).toString(),
        Machine.here(),
        loadBefore,
        Machine.load(),
        Machine.niceness());
  }
}
