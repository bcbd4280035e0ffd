package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of a journal, to be appended together, as Optuna 5 writes them. */
final class JournalLines {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();
  private final DistributionJson json;
  private final String worker;

  /**
   * None yet.
   *
   * @param worker tells writers apart
   */
  JournalLines(DistributionJson json, String worker) {
    this.json = json;
    this.worker = worker;
  }

  boolean isEmpty() {
    return text.length() == 0;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void line(long code, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("op_code", code);
    all.put("worker_id", worker);
    all.putAll(fields);
    PythonJson.writeCompactly(text, all);
    text.append('\n');
  }

  private static Map<String, @Nullable Object> fields(String key, long id) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put(key, id);
    return fields;
  }

  private static Map<String, @Nullable Object> one(String key, @Nullable Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  /** This moment, as far as a journal tells it. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** The text of a time. */
  static String time(Instant time) {
    return TIME.format(time);
  }

  void createStudy(String name, List<Direction> directions) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("study_name", name);
    fields.put(
        "directions",
        directions.stream().map(each -> each == Direction.MAXIMIZE ? 2L : 1L).toList());
    line(0, fields);
  }

  void deleteStudy(long study) {
    line(1, fields("study_id", study));
  }

  void studyAttribute(boolean isUser, long study, String key, @Nullable Object value) {
    Map<String, @Nullable Object> fields = fields("study_id", study);
    fields.put(isUser ? "user_attr" : "system_attr", one(key, value));
    line(isUser ? 2 : 3, fields);
  }

  /** A trial as it is given, with system attributes beside its own. */
  void createTrial(long study, FrozenTrial trial, Map<String, ? extends @Nullable Object> beside) {
    Map<String, @Nullable Object> fields = fields("study_id", study);
    fields.put("datetime_start", trial.start() == null ? null : time(trial.start()));
    fields.put("state", JournalReplay.code(trial.state()));
    boolean many = trial.values().size() > 1;
    fields.put("value", many ? null : trial.value().orElse(null));
    fields.put("values", many ? trial.values() : null);
    if (trial.complete() != null) {
      fields.put("datetime_complete", time(trial.complete()));
    }
    Map<String, @Nullable Object> distributions = new LinkedHashMap<>();
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    for (int i = 0; i < trial.params().size(); i++) {
      String name = trial.params().space().name(i);
      distributions.put(name, json.write(trial.params().space().distribution(i)));
      params.put(name, internal(trial.params(), i));
    }
    fields.put("distributions", distributions);
    fields.put("params", params);
    fields.put("user_attrs", trial.userAttributes());
    Map<String, @Nullable Object> system = new LinkedHashMap<>(trial.systemAttributes());
    trial
        .constraints()
        .forEach((name, violation) -> system.put(TrialDraft.CONSTRAINT + name, violation));
    system.putAll(beside);
    fields.put("system_attrs", system);
    Map<String, @Nullable Object> reports = new LinkedHashMap<>();
    trial.intermediateValues().forEach((step, value) -> reports.put(step.toString(), value));
    fields.put("intermediate_values", reports);
    line(4, fields);
  }

  /** Whole numbers and places among choices are written as such, as Optuna does. */
  private static Object internal(Params params, int position) {
    double value = params.internal(position);
    boolean isFloating =
        params.space().distribution(position) instanceof dev.afina.core.space.DoubleDistribution;
    return isFloating ? (Object) value : (Object) (long) value;
  }

  void param(long trial, Params params, int position) {
    Map<String, @Nullable Object> fields = fields("trial_id", trial);
    fields.put("param_name", params.space().name(position));
    fields.put("param_value_internal", internal(params, position));
    fields.put("distribution", json.write(params.space().distribution(position)));
    line(5, fields);
  }

  /** A trial's start or end. */
  void state(long trial, TrialState state, List<Double> values, Instant time) {
    Map<String, @Nullable Object> fields = fields("trial_id", trial);
    fields.put("state", JournalReplay.code(state));
    fields.put("values", values.isEmpty() ? null : values);
    fields.put(state.isFinished() ? "datetime_complete" : "datetime_start", time(time));
    line(6, fields);
  }

  void report(long trial, int step, double value) {
    Map<String, @Nullable Object> fields = fields("trial_id", trial);
    fields.put("step", (long) step);
    fields.put("intermediate_value", value);
    line(7, fields);
  }

  void userAttribute(long trial, String key, @Nullable Object value) {
    Map<String, @Nullable Object> fields = fields("trial_id", trial);
    fields.put("user_attr", one(key, value));
    line(8, fields);
  }

  void systemAttribute(long trial, String key, @Nullable Object value) {
    Map<String, @Nullable Object> fields = fields("trial_id", trial);
    fields.put("system_attr", one(key, value));
    line(9, fields);
  }

  void heartbeat(long trial) {
    systemAttribute(trial, JournalTrial.HEARTBEAT, time(Instant.now()));
  }

  /** What the storage keeps of a trial's worker. */
  static Map<String, @Nullable Object> lease(Worker worker) {
    Map<String, @Nullable Object> process = new LinkedHashMap<>();
    process.put("host", worker.host());
    process.put("pid", worker.pid());
    process.put("started", worker.started().toEpochMilli());
    Map<String, @Nullable Object> lease = new LinkedHashMap<>();
    lease.put(JournalTrial.WORKER, process);
    lease.put(JournalTrial.HEARTBEAT, time(Instant.now()));
    return lease;
  }
}
