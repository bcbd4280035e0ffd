package dev.afina.grpc;

import dev.afina.core.space.Params;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.grpc.wire.AddTrialRequest;
import dev.afina.grpc.wire.ClaimTrialReply;
import dev.afina.grpc.wire.ClaimTrialRequest;
import dev.afina.grpc.wire.ContinueTrialRequest;
import dev.afina.grpc.wire.DetachTrialRequest;
import dev.afina.grpc.wire.EditTrialRequest;
import dev.afina.grpc.wire.Edits;
import dev.afina.grpc.wire.Empty;
import dev.afina.grpc.wire.FailLostRequest;
import dev.afina.grpc.wire.FindTrialRequest;
import dev.afina.grpc.wire.FinishTrialRequest;
import dev.afina.grpc.wire.HeartbeatRequest;
import dev.afina.grpc.wire.PauseTrialRequest;
import dev.afina.grpc.wire.ReadEditsRequest;
import dev.afina.grpc.wire.ReadTrialsRequest;
import dev.afina.grpc.wire.StartTrialRequest;
import dev.afina.grpc.wire.StoredTrial;
import dev.afina.grpc.wire.Trials;
import dev.afina.grpc.wire.WriteTrialRequest;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Afina's own protocol over any storage: each of its events is one call. Thread-safe. */
final class EventService extends EventStudyService {

  private static final int CHUNK = 500;

  private final Storage storage;
  private final WireTrials trials = new WireTrials();

  EventService(Storage storage) {
    super(storage);
    this.storage = storage;
  }

  @Override
  public void startTrial(StartTrialRequest request, StreamObserver<StoredTrial> replies) {
    give(
        replies,
        () ->
            changes.once(
                request.getChange(),
                StoredTrial.class,
                () ->
                    storage
                        .startTrial(request.getStudyId(), start(request))
                        .map(trials::write)
                        .orElse(StoredTrial.getDefaultInstance())));
  }

  private static TrialStart start(StartTrialRequest request) {
    return new TrialStart(
        WireTrials.read(request.getWorker()),
        request.hasLimit() ? OptionalInt.of(request.getLimit()) : OptionalInt.empty(),
        request.hasIndex() ? OptionalInt.of(request.getIndex()) : OptionalInt.empty(),
        WireTrials.attributes(request.getSystemAttributesList()));
  }

  @Override
  public void addTrial(AddTrialRequest request, StreamObserver<StoredTrial> replies) {
    give(
        replies,
        () ->
            changes.once(
                request.getChange(),
                StoredTrial.class,
                () ->
                    trials.write(
                        storage.addTrial(request.getStudyId(), trials.read(request.getTrial())))));
  }

  @Override
  public void claimTrial(ClaimTrialRequest request, StreamObserver<ClaimTrialReply> replies) {
    give(
        replies,
        () ->
            changes.once(
                request.getChange(),
                ClaimTrialReply.class,
                () ->
                    ClaimTrialReply.newBuilder()
                        .setIsClaimed(storage.claim(request.getTrialId()))
                        .build()));
  }

  @Override
  public void writeTrial(WriteTrialRequest request, StreamObserver<Empty> replies) {
    done(
        replies,
        () -> {
          long id = request.getTrialId();
          Params params = trials.read(request.getParams());
          Map<String, @Nullable Object> user =
              WireTrials.attributes(request.getUserAttributesList());
          Map<String, @Nullable Object> system =
              WireTrials.attributes(request.getSystemAttributesList());
          if (request.hasReport()) {
            int step = OptunaTrials.step(request.getReport().getStep());
            storage.report(id, step, request.getReport().getValue(), params);
          } else if (request.hasParams()) {
            storage.addParams(id, params);
          }
          if (!user.isEmpty()) {
            storage.setTrialUserAttributes(id, user);
          }
          if (!system.isEmpty()) {
            storage.setTrialSystemAttributes(id, system);
          }
        });
  }

  @Override
  public void finishTrial(FinishTrialRequest request, StreamObserver<StoredTrial> replies) {
    give(
        replies,
        () ->
            changes.once(
                request.getChange(),
                StoredTrial.class,
                () ->
                    trials.write(
                        storage.finish(
                            request.getTrialId(),
                            new TrialEnd(
                                WireTrials.state(request.getState()),
                                request.getValuesList(),
                                trials.read(request.getParams()),
                                WireTrials.attributes(request.getUserAttributesList()),
                                WireTrials.attributes(request.getSystemAttributesList()),
                                WireTrials.constraints(request.getConstraintsList()))))));
  }

  @Override
  public void findTrial(FindTrialRequest request, StreamObserver<StoredTrial> replies) {
    give(
        replies,
        () ->
            storage
                .findTrial(request.getTrialId())
                .map(trials::write)
                .orElse(StoredTrial.getDefaultInstance()));
  }

  @Override
  public void readTrials(ReadTrialsRequest request, StreamObserver<Trials> replies) {
    List<FrozenTrial> found;
    try {
      found = storage.trials(request.getStudyId(), request.getAfterId(), request.getIdsList());
    } catch (RuntimeException e) {
      replies.onError(status(e).asRuntimeException());
      return;
    }
    for (int i = 0; i < found.size(); i += CHUNK) {
      replies.onNext(trials.write(found.subList(i, Math.min(i + CHUNK, found.size()))));
    }
    replies.onCompleted();
  }

  @Override
  public void detachTrial(DetachTrialRequest request, StreamObserver<Empty> replies) {
    done(
        replies,
        () ->
            storage.detach(
                request.getTrialId(),
                trials.read(request.getParams()),
                request.hasLease() ? Duration.ofMillis(request.getLease()) : null));
  }

  @Override
  public void heartbeat(HeartbeatRequest request, StreamObserver<Empty> replies) {
    done(replies, () -> storage.heartbeat(request.getTrialIdsList()));
  }

  @Override
  public void failLost(FailLostRequest request, StreamObserver<Trials> replies) {
    give(
        replies,
        () ->
            trials.write(
                storage.failLost(
                    request.getStudyId(),
                    Duration.ofMillis(request.getGraceMillis()),
                    request.getRetries())));
  }

  @Override
  public void pauseTrial(PauseTrialRequest request, StreamObserver<StoredTrial> replies) {
    give(
        replies,
        () ->
            changes.once(
                request.getChange(),
                StoredTrial.class,
                () ->
                    trials.write(
                        storage.pause(
                            request.getTrialId(),
                            new TrialPause(
                                trials.read(request.getParams()),
                                WireTrials.attributes(request.getUserAttributesList()),
                                WireTrials.attributes(request.getSystemAttributesList()),
                                WireTrials.constraints(request.getConstraintsList()))))));
  }

  @Override
  public void continueTrial(ContinueTrialRequest request, StreamObserver<StoredTrial> replies) {
    give(
        replies,
        () ->
            changes.once(
                request.getChange(),
                StoredTrial.class,
                () ->
                    storage
                        .continueTrial(
                            request.getTrialId(),
                            WireTrials.read(request.getWorker()),
                            WireTrials.attributes(request.getSystemAttributesList()))
                        .map(trials::write)
                        .orElse(StoredTrial.getDefaultInstance())));
  }

  @Override
  public void editTrial(EditTrialRequest request, StreamObserver<StoredTrial> replies) {
    give(
        replies,
        () -> {
          if (request.getFate() == EditTrialRequest.Fate.UNRECOGNIZED) {
            throw new IllegalArgumentException("this server does not know what is to become of it");
          }
          return trials.write(
              storage.edit(
                  request.getTrialId(),
                  new TrialEdit(
                      TrialEdit.Fate.valueOf(request.getFate().name()),
                      request.getReason(),
                      WireTrials.attributes(request.getUserAttributesList()))));
        });
  }

  @Override
  public void readEdits(ReadEditsRequest request, StreamObserver<Edits> replies) {
    give(
        replies,
        () -> {
          SortedMap<Long, Long> edits = storage.edits(request.getStudyId(), request.getAfter());
          return Edits.newBuilder()
              .addAllNumbers(edits.keySet())
              .addAllTrialIds(edits.values())
              .build();
        });
  }
}
