package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A trial as a journal's records so far make it. */
final class JournalTrial {

  /** The system attribute of a trial whose index is not the next one: that of a retry. */
  static final String INDEX = FrozenTrial.INDEX;

  /** The system attribute that tells the process that runs a trial. */
  static final String WORKER = "afina:worker";

  /** The system attribute that tells when a worker last gave a sign of life. */
  static final String HEARTBEAT = "afina:heartbeat";

  /** A system attribute of the study with this and a trial's number tells what was edited of it. */
  static final String EDIT = "afina:edit:";

  private static final String DISCARDED = "discarded";
  private static final String ATTRIBUTES = "user_attrs";

  final JournalStudy study;
  final long id;
  final int number;
  final int index;
  TrialState state;
  @Nullable Instant start;
  @Nullable Instant complete;
  List<Double> values = List.of();
  final TreeMap<Integer, Double> reports = new TreeMap<>();
  final Map<String, @Nullable Object> userAttributes = new LinkedHashMap<>();
  final Map<String, @Nullable Object> systemAttributes = new LinkedHashMap<>();
  @Nullable Worker worker;
  @Nullable Instant heartbeat;
  private final List<String> names = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private double[] internals = new double[4];
  private final Map<String, @Nullable Object> editedAttributes = new LinkedHashMap<>();
  private @Nullable Boolean discarded;
  private String discardReason = "";
  private @Nullable FrozenTrial frozen;

  JournalTrial(JournalStudy study, long id, int number, int index, TrialState state) {
    this.study = study;
    this.id = id;
    this.number = number;
    this.index = index;
    this.state = state;
  }

  boolean hasParam(String name) {
    return names.contains(name);
  }

  void param(String name, double internal, String distribution) {
    int position = names.indexOf(name);
    if (position < 0) {
      position = names.size();
      names.add(name);
      texts.add(distribution);
      if (position == internals.length) {
        internals = Arrays.copyOf(internals, 2 * position);
      }
    }
    texts.set(position, distribution);
    internals[position] = internal;
  }

  /** The names of parameters with the texts of their distributions, in order. */
  List<String> names() {
    return names;
  }

  String text(int position) {
    return texts.get(position);
  }

  /** To be called after each change. */
  void changed() {
    frozen = null;
  }

  boolean isPaused() {
    return state == TrialState.RUNNING
        && Boolean.TRUE.equals(systemAttributes.get(FrozenTrial.PAUSED));
  }

  boolean isLost() {
    return Boolean.TRUE.equals(systemAttributes.get(FrozenTrial.LOST));
  }

  /** Whether it counts no more; one that has not ended always counts. */
  boolean isDiscarded() {
    return state.isFinished()
        && (discarded == null
            ? systemAttributes.get(FrozenTrial.DISCARDED) instanceof Map<?, ?>
            : discarded);
  }

  /** Discards it because of a reason. */
  void discard(String reason) {
    discarded = true;
    discardReason = reason;
    edited();
  }

  /** Restores it. */
  void restore() {
    discarded = false;
    edited();
  }

  /** Writes a user attribute over those of its records. */
  void editAttribute(String key, @Nullable Object value) {
    editedAttributes.put(key, value);
    edited();
  }

  private void edited() {
    changed();
    study.edits().note(id, isDiscarded());
  }

  /** All that was edited of it so far and is now, as a study's attribute keeps it. */
  Map<String, @Nullable Object> edits(TrialEdit edit) {
    Map<String, @Nullable Object> edits = new LinkedHashMap<>();
    if (edit.fate() == TrialEdit.Fate.DISCARDED) {
      edits.put(DISCARDED, edit.reason());
    } else if (edit.fate() == TrialEdit.Fate.RESTORED) {
      edits.put(DISCARDED, null);
    } else if (discarded != null) {
      edits.put(DISCARDED, discarded ? discardReason : null);
    }
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>(editedAttributes);
    attributes.putAll(edit.userAttributes());
    if (!attributes.isEmpty()) {
      edits.put(ATTRIBUTES, attributes);
    }
    return edits;
  }

  /** Takes what a study's attribute keeps of it. */
  void edit(Map<?, ?> edits) {
    if (edits.containsKey(DISCARDED)) {
      Object reason = edits.get(DISCARDED);
      if (reason == null) {
        restore();
      } else {
        discard(String.valueOf(reason));
      }
    }
    if (edits.get(ATTRIBUTES) instanceof Map<?, ?> attributes) {
      attributes.forEach((key, value) -> editAttribute(String.valueOf(key), value));
    }
  }

  private FrozenTrial edited(FrozenTrial trial) {
    FrozenTrial edited = trial;
    if (discarded != null && trial.state().isFinished()) {
      edited = discarded ? trial.discarded(discardReason) : trial.restored();
    }
    if (editedAttributes.isEmpty()) {
      return edited;
    }
    Map<String, @Nullable Object> user = new LinkedHashMap<>(trial.userAttributes());
    user.putAll(editedAttributes);
    return edited.toBuilder().userAttributes(user).build();
  }

  /** The trial as others see it. */
  FrozenTrial freeze(SpaceTrie spaces) {
    if (frozen == null) {
      SpaceTrie.Node node = spaces.root();
      for (int i = 0; i < names.size(); i++) {
        node = node.child(names.get(i), texts.get(i));
      }
      Map<String, @Nullable Object> system = new LinkedHashMap<>(systemAttributes);
      system.keySet().removeAll(List.of(INDEX, WORKER, HEARTBEAT));
      Map<String, Double> constraints = TrialDraft.takeConstraints(system);
      frozen =
          edited(
              new FrozenTrial(
                  id,
                  number,
                  index,
                  state,
                  values,
                  names.isEmpty()
                      ? Params.empty()
                      : Params.of(node.space(), Arrays.copyOf(internals, names.size())),
                  reports,
                  userAttributes,
                  system,
                  constraints,
                  start,
                  complete));
    }
    return frozen;
  }
}
