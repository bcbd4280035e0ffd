package dev.afina.core.storage;

import dev.afina.core.space.Params;
import dev.afina.core.trial.FrozenTrial;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps studies and their trials.
 *
 * <p>It speaks in whole events, each of them atomic and durable when the call returns, so that a
 * trial costs two commits: one when it starts, one when it ends. Many threads and processes may use
 * one storage at once. Attribute values are null, booleans, numbers, strings, and lists and
 * string-keyed maps of these.
 *
 * <p>Failures of the storage itself are {@link dev.afina.core.StorageException}s; after one, the
 * storage holds either all of the event or nothing of it.
 */
public interface Storage extends AutoCloseable {

  /**
   * Creates a study.
   *
   * @throws dev.afina.core.DuplicateStudyException if the name is taken
   */
  StudyRecord createStudy(
      String name, List<Direction> directions, Map<String, @Nullable Object> systemAttributes);

  /** The study of a name, if there is one. */
  Optional<StudyRecord> findStudy(String name);

  /** The study of an id, if there is one. */
  default Optional<StudyRecord> findStudy(long studyId) {
    return studies().stream().filter(study -> study.id() == studyId).findFirst();
  }

  /** All studies, oldest first. */
  List<StudyRecord> studies();

  /** Deletes a study with its trials; nothing happens if there is none of this id. */
  void deleteStudy(long studyId);

  /** Writes a user attribute of a study. */
  void setStudyUserAttribute(long studyId, String key, @Nullable Object value);

  /** Writes a system attribute of a study. */
  void setStudySystemAttribute(long studyId, String key, @Nullable Object value);

  /**
   * Gives a worker its next trial, in one atomic step: the retry of a lost one (with the lost one's
   * index and {@linkplain FrozenTrial#attributesOfRetry() attributes}), else a waiting one (claimed
   * by no one else), else a new one with the next free number and index. It is {@code RUNNING} and
   * its heartbeat has begun. A worker that wants a certain index is given the lost, waiting or new
   * trial of that index, or none.
   *
   * @return empty if the limit is reached, or the wanted index is not to be had
   */
  Optional<FrozenTrial> startTrial(long studyId, TrialStart start);

  /**
   * Adds a trial as it is given, such as a waiting or a finished one; its id, number and index are
   * assigned. One that has the attribute {@link FrozenTrial#INDEX} gets that index, if a lost trial
   * of it waits for its retry; the attribute is not kept.
   *
   * @return the trial as stored
   */
  FrozenTrial addTrial(long studyId, FrozenTrial trial);

  /**
   * Starts a waiting trial for a program that gives no sign of life: it has neither worker nor
   * heartbeat, so that it is never lost.
   *
   * @return false if it runs already
   * @throws dev.afina.core.TrialFinishedException if the trial has ended
   */
  boolean claim(long trialId);

  /**
   * Writes parameters of a running trial; those it has already stay as they are.
   *
   * @throws dev.afina.core.TrialFinishedException if the trial has ended
   */
  void addParams(long trialId, Params params);

  /**
   * Writes a report of a running trial, with parameters that are not yet stored.
   *
   * @throws dev.afina.core.TrialFinishedException if the trial has ended
   */
  void report(long trialId, int step, double value, Params params);

  /**
   * Writes user attributes of a running trial.
   *
   * @throws dev.afina.core.TrialFinishedException if the trial has ended
   */
  void setTrialUserAttributes(long trialId, Map<String, @Nullable Object> attributes);

  /**
   * Writes system attributes of a running trial.
   *
   * @throws dev.afina.core.TrialFinishedException if the trial has ended
   */
  void setTrialSystemAttributes(long trialId, Map<String, @Nullable Object> attributes);

  /**
   * Ends a running trial.
   *
   * @return the trial as stored
   * @throws dev.afina.core.TrialFinishedException if the trial has ended already
   */
  FrozenTrial finish(long trialId, TrialEnd end);

  /** The trial of an id, if there is one. */
  Optional<FrozenTrial> findTrial(long trialId);

  /**
   * Changes a trial after its end: discards or restores it, or writes user attributes, these also
   * while it waits or runs. Its number and place stay.
   *
   * @return the trial as stored
   * @throws IllegalArgumentException if it is to be discarded, but has not ended or was lost
   * @throws UnsupportedOperationException if this storage cannot; so by default
   */
  default FrozenTrial edit(long trialId, TrialEdit edit) {
    throw new UnsupportedOperationException(
        "%s cannot change trials that have ended; do it in the storage behind it"
            .formatted(getClass().getSimpleName()));
  }

  /**
   * The ids of trials that were edited, each by the number of its last edit; edits of a study are
   * numbered upwards. Empty by default.
   *
   * @param after the number of the last edit that is known; 0 for none
   */
  default SortedMap<Long, Long> edits(long studyId, long after) {
    return Collections.emptySortedMap();
  }

  /**
   * Trials by ascending number: those of the given ids, and all whose id is greater than {@code
   * afterId}.
   *
   * @param afterId −1 for all
   */
  List<FrozenTrial> trials(long studyId, long afterId, Collection<Long> ids);

  /**
   * Leaves a running trial to whoever will end it by its id, in this process or another: it has no
   * worker any more.
   *
   * @param params those not yet written
   * @param ahead how far ahead of this moment its heartbeat is put; null for none, so that it is
   *     never lost
   * @throws dev.afina.core.TrialFinishedException if the trial has ended
   */
  void detach(long trialId, Params params, @Nullable Duration ahead);

  /**
   * Sets a running trial aside, in one atomic step: it stays {@code RUNNING} for other programs,
   * but {@linkplain FrozenTrial#isPaused() paused}, without worker and heartbeat, until {@link
   * #continueTrial} gives it to a worker, or {@link #finish} ends it.
   *
   * @return the trial as stored
   * @throws dev.afina.core.TrialFinishedException if the trial has ended
   * @throws UnsupportedOperationException if this storage cannot; so by default
   */
  default FrozenTrial pause(long trialId, TrialPause pause) {
    throw new UnsupportedOperationException(
        "%s cannot set trials aside; use a pruner that only ends trials, or the storage behind it"
            .formatted(getClass().getSimpleName()));
  }

  /**
   * Gives a trial that is set aside to a worker, in one atomic step, so that no two get it. Its
   * heartbeat begins.
   *
   * @param systemAttributes written over earlier ones
   * @return the trial as stored; empty if it is not set aside any more, and so by default
   */
  default Optional<FrozenTrial> continueTrial(
      long trialId, Worker worker, Map<String, @Nullable Object> systemAttributes) {
    return Optional.empty();
  }

  /** Says that the running trials of these ids are still being worked at. */
  void heartbeat(Collection<Long> trialIds);

  /**
   * Ends running trials whose worker is gone as {@code FAIL}, marked lost: at once where the worker
   * is a dead process of this machine, otherwise when its heartbeat is older than the grace period.
   * A running trial without worker and heartbeat (another program's, or one set aside) is left
   * alone. One that has a {@linkplain FrozenTrial#checkpoint() checkpoint} does not end: it is set
   * aside, to be continued from there.
   *
   * @param retries how often a trial is retried: one that is the last of so many is not marked
   *     lost, so that it stays failed; likewise how often one is set aside
   * @return the trials that were ended or set aside, as stored
   */
  List<FrozenTrial> failLost(long studyId, Duration grace, int retries);

  /** As {@link #failLost(long, Duration, int)}, for ever. */
  default List<FrozenTrial> failLost(long studyId, Duration grace) {
    return failLost(studyId, grace, Integer.MAX_VALUE);
  }

  @Override
  void close();
}
