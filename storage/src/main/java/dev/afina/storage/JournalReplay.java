package dev.afina.storage;

import dev.afina.core.space.Distribution;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.TrialState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a journal's records amount to, by Optuna's rules: ids are counted, and a record that comes
 * too late — for a trial that has ended, a name that is taken, a parameter of another kind — means
 * nothing, for whoever reads it. Records of unknown kinds are passed over. What was edited of ended
 * trials, which to Optuna never change, stands in attributes of their study.
 */
final class JournalReplay {

  private static final List<TrialState> STATES =
      List.of(
          TrialState.RUNNING,
          TrialState.COMPLETE,
          TrialState.PRUNED,
          TrialState.FAIL,
          TrialState.WAITING);

  private final DistributionJson json;
  private final ZoneId zone;
  private final Map<Long, JournalStudy> studies = new LinkedHashMap<>();
  private final List<JournalTrial> trials = new ArrayList<>();
  private long nextStudy;

  /**
   * Of an empty journal.
   *
   * @param zone that of times that tell none, as Optuna wrote them before version 5
   */
  JournalReplay(DistributionJson json, ZoneId zone) {
    this.json = json;
    this.zone = zone;
  }

  /** The number of a state in records. */
  static long code(TrialState state) {
    return STATES.indexOf(state);
  }

  Map<Long, JournalStudy> studies() {
    return studies;
  }

  /** The trial of an id; null if there is none. */
  @Nullable JournalTrial trial(long id) {
    return id < 0 || id >= trials.size() ? null : trials.get((int) id);
  }

  /** The id that the next study gets. */
  long nextStudy() {
    return nextStudy;
  }

  /** The id that the next trial gets. */
  long nextTrial() {
    return trials.size();
  }

  /**
   * Takes a record in.
   *
   * @throws IllegalArgumentException if it lacks what its kind has
   */
  void apply(Map<?, ?> entry) {
    JournalFields fields = new JournalFields(entry);
    switch ((int) fields.number("op_code")) {
      case 0 -> createStudy(fields);
      case 1 -> studies.remove(fields.number("study_id"));
      case 2 -> studyAttribute(fields, "user_attr");
      case 3 -> studyAttribute(fields, "system_attr");
      case 4 -> createTrial(fields);
      case 5, 6, 7, 8, 9 -> change(fields);
      case 10 -> discard(fields);
      default -> {}
    }
  }

  private void createStudy(JournalFields fields) {
    String name = fields.text("study_name");
    if (studies.values().stream().anyMatch(study -> study.name.equals(name))) {
      return;
    }
    List<Direction> directions = new ArrayList<>();
    for (Object direction : fields.list("directions")) {
      directions.add(Long.valueOf(2).equals(direction) ? Direction.MAXIMIZE : Direction.MINIMIZE);
    }
    long id = nextStudy++;
    studies.put(id, new JournalStudy(id, name, directions));
  }

  private void studyAttribute(JournalFields fields, String kind) {
    JournalStudy study = studies.get(fields.number("study_id"));
    if (study == null) {
      return;
    }
    if (kind.startsWith("user")) {
      study.userAttributes.putAll(fields.object(kind));
    } else {
      fields.object(kind).forEach((key, value) -> systemAttribute(study, key, value));
    }
  }

  private static void systemAttribute(JournalStudy study, String key, @Nullable Object value) {
    if (!key.startsWith(JournalTrial.EDIT)) {
      study.systemAttributes.put(key, value);
    } else if (value instanceof Map<?, ?> edits) {
      String number = key.substring(JournalTrial.EDIT.length());
      if (number.matches("\\d{1,9}") && Integer.parseInt(number) < study.trials.size()) {
        study.trials.get(Integer.parseInt(number)).edit(edits);
      }
    }
  }

  /** Rustuna's record; Optuna from version 5 on passes over it. */
  private void discard(JournalFields fields) {
    for (Object id : fields.list("trial_ids")) {
      JournalTrial trial = id instanceof Long number ? trial(number) : null;
      if (trial != null && trial.state.isFinished() && !trial.isLost()) {
        trial.discard("by another program");
      }
    }
  }

  private void createTrial(JournalFields fields) {
    JournalStudy study = studies.get(fields.number("study_id"));
    if (study == null) {
      return;
    }
    Map<String, @Nullable Object> system = fields.object("system_attrs");
    Long wanted = system.get(JournalTrial.INDEX) instanceof Long index ? index : null;
    TrialState state = fields.has("state") ? state(fields.number("state")) : TrialState.RUNNING;
    JournalTrial trial =
        new JournalTrial(study, trials.size(), study.trials.size(), study.takeIndex(wanted), state);
    trial.start = time(fields.optionalText("datetime_start"));
    trial.complete = time(fields.optionalText("datetime_complete"));
    if (fields.has("values")) {
      trial.values = fields.doubles("values");
    } else if (fields.has("value")) {
      trial.values = List.of(fields.floating("value"));
    }
    fields
        .object("intermediate_values")
        .forEach(
            (step, value) ->
                trial.reports.put(Integer.valueOf(step), JournalFields.asDouble(value)));
    trial.userAttributes.putAll(fields.object("user_attrs"));
    system.forEach((key, value) -> systemAttribute(trial, key, value));
    trials.add(trial);
    study.trials.add(trial);
    Map<String, @Nullable Object> distributions = fields.object("distributions");
    fields
        .object("params")
        .forEach(
            (name, value) -> {
              trial.param(
                  name, JournalFields.asDouble(value), String.valueOf(distributions.get(name)));
              study.hasParam(trial, name);
            });
    study.placed(trial);
  }

  private void change(JournalFields fields) {
    JournalTrial trial = trial(fields.number("trial_id"));
    if (trial == null || trial.state.isFinished()) {
      return;
    }
    switch ((int) fields.number("op_code")) {
      case 5 -> param(trial, fields);
      case 6 -> state(trial, fields);
      case 7 ->
          trial.reports.put((int) fields.number("step"), fields.floating("intermediate_value"));
      case 8 -> trial.userAttributes.putAll(fields.object("user_attr"));
      default ->
          fields.object("system_attr").forEach((key, value) -> systemAttribute(trial, key, value));
    }
    trial.changed();
  }

  private void param(JournalTrial trial, JournalFields fields) {
    String name = fields.text("param_name");
    String text = fields.text("distribution");
    String known = trial.study.kind(name);
    if (known != null && !known.equals(text)) {
      Distribution earlier = json.read(name, known);
      if (!earlier.isCompatibleWith(json.read(name, text))) {
        return;
      }
    }
    trial.param(name, fields.floating("param_value_internal"), text);
    trial.study.hasParam(trial, name);
  }

  private void state(JournalTrial trial, JournalFields fields) {
    TrialState state = state(fields.number("state"));
    if (state == TrialState.RUNNING) {
      if (trial.state == TrialState.RUNNING) {
        return;
      }
      trial.start = time(fields.optionalText("datetime_start"));
    }
    if (state.isFinished()) {
      trial.complete = time(fields.optionalText("datetime_complete"));
    }
    if (fields.has("values")) {
      trial.values = fields.doubles("values");
    }
    trial.state = state;
    trial.study.placed(trial);
  }

  private void systemAttribute(JournalTrial trial, String key, @Nullable Object value) {
    trial.systemAttributes.put(key, value);
    if (key.equals(JournalTrial.WORKER)) {
      trial.worker = value instanceof Map<?, ?> map ? worker(new JournalFields(map)) : null;
    } else if (key.equals(JournalTrial.HEARTBEAT)) {
      trial.heartbeat = value instanceof String text ? time(text) : null;
    }
  }

  private static Worker worker(JournalFields fields) {
    return new Worker(
        fields.text("host"), fields.number("pid"), Instant.ofEpochMilli(fields.number("started")));
  }

  private static TrialState state(long code) {
    if (code < 0 || code >= STATES.size()) {
      throw new IllegalArgumentException("a state %d is not known".formatted(code));
    }
    return STATES.get((int) code);
  }

  private @Nullable Instant time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.length() > 19 && (text.indexOf('+', 19) > 0 || text.indexOf('-', 19) > 0)
          ? OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant()
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("\"%s\" is no time".formatted(text), e);
    }
  }
}
