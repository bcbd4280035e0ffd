package dev.afina.grpc;

import dev.afina.core.TrialFinishedException;
import dev.afina.core.space.Params;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.grpc.wire.AddTrialRequest;
import dev.afina.grpc.wire.ClaimTrialRequest;
import dev.afina.grpc.wire.ContinueTrialRequest;
import dev.afina.grpc.wire.DetachTrialRequest;
import dev.afina.grpc.wire.EditTrialRequest;
import dev.afina.grpc.wire.Edits;
import dev.afina.grpc.wire.FailLostRequest;
import dev.afina.grpc.wire.FindTrialRequest;
import dev.afina.grpc.wire.FinishTrialRequest;
import dev.afina.grpc.wire.HeartbeatRequest;
import dev.afina.grpc.wire.PauseTrialRequest;
import dev.afina.grpc.wire.ReadEditsRequest;
import dev.afina.grpc.wire.ReadTrialsRequest;
import dev.afina.grpc.wire.Report;
import dev.afina.grpc.wire.StartTrialRequest;
import dev.afina.grpc.wire.StoredTrial;
import dev.afina.grpc.wire.Trials;
import dev.afina.grpc.wire.WriteTrialRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Studies behind a server of Afina's: every event is one call, as atomic and durable as the
 * server's own storage makes it. Thread-safe.
 */
final class EventStorage extends EventStudies {

  private final WireTrials trials = new WireTrials();

  /** Takes the connection over. */
  EventStorage(Connection connection) {
    super(connection);
  }

  @Override
  public Optional<FrozenTrial> startTrial(long studyId, TrialStart start) {
    StartTrialRequest.Builder request =
        StartTrialRequest.newBuilder()
            .setChange(connection.change())
            .setStudyId(studyId)
            .setWorker(WireTrials.write(start.worker()))
            .addAllSystemAttributes(WireTrials.attributes(start.systemAttributes()));
    start.limit().ifPresent(request::setLimit);
    start.index().ifPresent(request::setIndex);
    return found(call("start a trial", () -> server().startTrial(request.build())));
  }

  private Optional<FrozenTrial> found(StoredTrial message) {
    return message.hasTrial() ? Optional.of(trials.read(message)) : Optional.empty();
  }

  @Override
  public FrozenTrial addTrial(long studyId, FrozenTrial trial) {
    AddTrialRequest request =
        AddTrialRequest.newBuilder()
            .setChange(connection.change())
            .setStudyId(studyId)
            .setTrial(trials.write(trial))
            .build();
    return trials.read(call("add a trial", () -> server().addTrial(request)));
  }

  @Override
  public boolean claim(long trialId) {
    ClaimTrialRequest request =
        ClaimTrialRequest.newBuilder().setChange(connection.change()).setTrialId(trialId).build();
    return call("start a trial", () -> server().claimTrial(request)).getIsClaimed();
  }

  @Override
  public void addParams(long trialId, Params params) {
    write("write parameters", request(trialId).setParams(trials.write(params)));
  }

  @Override
  public void report(long trialId, int step, double value, Params params) {
    write(
        "write a report",
        request(trialId)
            .setParams(trials.write(params))
            .setReport(Report.newBuilder().setStep(step).setValue(value)));
  }

  @Override
  public void setTrialUserAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    write(
        "write a trial's attributes",
        request(trialId).addAllUserAttributes(WireTrials.attributes(attributes)));
  }

  @Override
  public void setTrialSystemAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    write(
        "write a trial's attributes",
        request(trialId).addAllSystemAttributes(WireTrials.attributes(attributes)));
  }

  private static WriteTrialRequest.Builder request(long trialId) {
    return WriteTrialRequest.newBuilder().setTrialId(trialId);
  }

  private void write(String doing, WriteTrialRequest.Builder request) {
    WriteTrialRequest whole = request.build();
    call(doing, () -> server().writeTrial(whole));
  }

  @Override
  public FrozenTrial finish(long trialId, TrialEnd end) {
    FinishTrialRequest request =
        FinishTrialRequest.newBuilder()
            .setChange(connection.change())
            .setTrialId(trialId)
            .setState(WireTrials.state(end.state()))
            .addAllValues(end.values())
            .setParams(trials.write(end.params()))
            .addAllUserAttributes(WireTrials.attributes(end.userAttributes()))
            .addAllSystemAttributes(WireTrials.attributes(end.systemAttributes()))
            .addAllConstraints(WireTrials.constraints(end.constraints()))
            .build();
    AtomicInteger attempts = new AtomicInteger();
    try {
      return trials.read(
          call(
              "finish a trial",
              () -> {
                attempts.incrementAndGet();
                return server().finishTrial(request);
              }));
    } catch (TrialFinishedException e) {
      // The server may have restarted after it did this and before it said so.
      return findTrial(trialId)
          .filter(stored -> attempts.get() > 1 && isEnd(stored, end))
          .orElseThrow(() -> e);
    }
  }

  private static boolean isEnd(FrozenTrial stored, TrialEnd end) {
    return stored.state() == end.state()
        && stored.values().equals(end.values())
        && stored.params().toMap().entrySet().containsAll(end.params().toMap().entrySet());
  }

  @Override
  public Optional<FrozenTrial> findTrial(long trialId) {
    FindTrialRequest request = FindTrialRequest.newBuilder().setTrialId(trialId).build();
    return found(call("read a trial", () -> server().findTrial(request)));
  }

  @Override
  public List<FrozenTrial> trials(long studyId, long afterId, Collection<Long> ids) {
    ReadTrialsRequest request =
        ReadTrialsRequest.newBuilder()
            .setStudyId(studyId)
            .setAfterId(afterId)
            .addAllIds(ids)
            .build();
    return call(
        "read trials",
        () -> {
          List<FrozenTrial> found = new ArrayList<>();
          Iterator<Trials> parts = server().readTrials(request);
          while (parts.hasNext()) {
            found.addAll(trials.read(parts.next()));
          }
          return found;
        });
  }

  @Override
  public void detach(long trialId, Params params, @Nullable Duration ahead) {
    DetachTrialRequest.Builder request =
        DetachTrialRequest.newBuilder().setTrialId(trialId).setParams(trials.write(params));
    if (ahead != null) {
      request.setLease(ahead.toMillis());
    }
    call("detach a trial", () -> server().detachTrial(request.build()));
  }

  @Override
  public void heartbeat(Collection<Long> trialIds) {
    if (!trialIds.isEmpty()) {
      HeartbeatRequest request = HeartbeatRequest.newBuilder().addAllTrialIds(trialIds).build();
      call("write a heartbeat", () -> server().heartbeat(request));
    }
  }

  @Override
  public List<FrozenTrial> failLost(long studyId, Duration grace, int retries) {
    FailLostRequest request =
        FailLostRequest.newBuilder()
            .setStudyId(studyId)
            .setGraceMillis(grace.toMillis())
            .setRetries(retries)
            .build();
    return trials.read(call("end lost trials", () -> server().failLost(request)));
  }

  @Override
  public FrozenTrial pause(long trialId, TrialPause pause) {
    PauseTrialRequest request =
        PauseTrialRequest.newBuilder()
            .setChange(connection.change())
            .setTrialId(trialId)
            .setParams(trials.write(pause.params()))
            .addAllUserAttributes(WireTrials.attributes(pause.userAttributes()))
            .addAllSystemAttributes(WireTrials.attributes(pause.systemAttributes()))
            .addAllConstraints(WireTrials.constraints(pause.constraints()))
            .build();
    return trials.read(call("set a trial aside", () -> server().pauseTrial(request)));
  }

  @Override
  public Optional<FrozenTrial> continueTrial(
      long trialId, Worker worker, Map<String, @Nullable Object> systemAttributes) {
    ContinueTrialRequest request =
        ContinueTrialRequest.newBuilder()
            .setChange(connection.change())
            .setTrialId(trialId)
            .setWorker(WireTrials.write(worker))
            .addAllSystemAttributes(WireTrials.attributes(systemAttributes))
            .build();
    return found(call("continue a trial", () -> server().continueTrial(request)));
  }

  @Override
  public FrozenTrial edit(long trialId, TrialEdit edit) {
    EditTrialRequest request =
        EditTrialRequest.newBuilder()
            .setTrialId(trialId)
            .setFate(EditTrialRequest.Fate.valueOf(edit.fate().name()))
            .setReason(edit.reason())
            .addAllUserAttributes(WireTrials.attributes(edit.userAttributes()))
            .build();
    return trials.read(call("edit a trial", () -> server().editTrial(request)));
  }

  @Override
  public SortedMap<Long, Long> edits(long studyId, long after) {
    ReadEditsRequest request =
        ReadEditsRequest.newBuilder().setStudyId(studyId).setAfter(after).build();
    Edits edits = call("look for edited trials", () -> server().readEdits(request));
    SortedMap<Long, Long> ids = new TreeMap<>();
    for (int i = 0; i < edits.getNumbersCount(); i++) {
      ids.put(edits.getNumbers(i), edits.getTrialIds(i));
    }
    return ids;
  }
}
