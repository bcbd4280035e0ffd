package dev.afina.core.trial;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a trial that was set aside goes on.
 *
 * @param step the last step that its checkpoint holds, as far as the study knows; a worker that
 *     died between saving and saying so leaves a later one, so that a checkpoint best tells its own
 *     step
 * @param directory where the checkpoint was saved, {@link Trial#checkpointDirectory}; what lies
 *     there is checked by who reads it, see {@link Trial#restart}
 * @param reports what the trial has reported so far, by step; some may be of steps after {@code
 *     step}, which were done but not saved
 */
public record Resume(int step, Path directory, SortedMap<Integer, Double> reports) {

  /** Copies the reports. */
  public Resume {
    reports = Collections.unmodifiableSortedMap(new TreeMap<>(reports));
  }
}
