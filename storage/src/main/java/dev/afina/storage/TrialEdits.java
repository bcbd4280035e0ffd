package dev.afina.storage;

import dev.afina.core.storage.TrialEdit;
import dev.afina.core.trial.FrozenTrial;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes trials after their end, and keeps a list of those that were, in {@code afina_edits}: so
 * that others notice, though they read an ended trial once only.
 *
 * <p>To Optuna a discarded trial is one that failed, which its samplers and its best trial pass
 * over; a process of Optuna that has read the trial before keeps to what it read.
 */
final class TrialEdits {

  private final TrialReader reader;
  private final TrialWriter writer;
  private final String upsert;

  TrialEdits(TrialReader reader, TrialWriter writer, Dialect dialect) {
    this.reader = reader;
    this.writer = writer;
    upsert =
        dialect.upsert(
            "afina_edits", List.of("trial_id"), List.of("study_id", "edit", "discarded"));
  }

  /** Changes a trial; to be called with the study and the trial locked. */
  FrozenTrial apply(Session session, long studyId, long trialId, TrialEdit edit)
      throws SQLException {
    FrozenTrial before = reader.read(session, studyId, trialId);
    FrozenTrial after = edit.applyTo(before);
    if (after.equals(before)) {
      return before;
    }
    writer.userAttributes(session, trialId, edit.userAttributes());
    if (after.isDiscarded() != before.isDiscarded()) {
      session.update(
          "UPDATE trials SET state = '%s' WHERE trial_id = ?".formatted(after.state()), trialId);
      session.update("DELETE FROM trial_values WHERE trial_id = ?", trialId);
      writer.values(session, trialId, after.values());
      systemAttributes(session, before, after);
    }
    note(session, studyId, after);
    return reader.read(session, studyId, trialId);
  }

  private void systemAttributes(Session session, FrozenTrial before, FrozenTrial after)
      throws SQLException {
    for (String key : before.systemAttributes().keySet()) {
      if (!after.systemAttributes().containsKey(key)) {
        session.update(
            "DELETE FROM trial_system_attributes WHERE trial_id = ? AND \"key\" = ?",
            before.id(),
            key);
      }
    }
    for (Map.Entry<String, @Nullable Object> attribute : after.systemAttributes().entrySet()) {
      if (!Objects.equals(
          before.systemAttributes().get(attribute.getKey()), attribute.getValue())) {
        Map<String, @Nullable Object> one = new TreeMap<>();
        one.put(attribute.getKey(), attribute.getValue());
        writer.systemAttributes(session, before.id(), one);
      }
    }
  }

  /** Puts a trial at the end of the list; to be called with the study locked. */
  void note(Session session, long studyId, FrozenTrial trial) throws SQLException {
    long last =
        session.number("SELECT MAX(edit) FROM afina_edits WHERE study_id = ?", studyId).orElse(0);
    session.update(upsert, trial.id(), studyId, last + 1, trial.isDiscarded() ? 1 : 0);
  }

  /** As {@link dev.afina.core.storage.Storage#edits}. */
  static SortedMap<Long, Long> after(Session session, long studyId, long edit) throws SQLException {
    TreeMap<Long, Long> edits = new TreeMap<>();
    session.query(
        "SELECT edit, trial_id FROM afina_edits WHERE study_id = ? AND edit > ?",
        new Object[] {studyId, edit},
        row -> edits.put(row.getLong(1), row.getLong(2)));
    return edits;
  }
}
