package dev.afina.grpc;

import dev.afina.core.space.Params;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.grpc.optuna.CreateNewTrialReply;
import dev.afina.grpc.optuna.CreateNewTrialRequest;
import dev.afina.grpc.optuna.GetTrialIdFromStudyIdTrialNumberReply;
import dev.afina.grpc.optuna.GetTrialIdFromStudyIdTrialNumberRequest;
import dev.afina.grpc.optuna.GetTrialReply;
import dev.afina.grpc.optuna.GetTrialRequest;
import dev.afina.grpc.optuna.GetTrialsReply;
import dev.afina.grpc.optuna.GetTrialsRequest;
import dev.afina.grpc.optuna.SetTrialIntermediateValueReply;
import dev.afina.grpc.optuna.SetTrialIntermediateValueRequest;
import dev.afina.grpc.optuna.SetTrialParameterReply;
import dev.afina.grpc.optuna.SetTrialParameterRequest;
import dev.afina.grpc.optuna.SetTrialStateValuesReply;
import dev.afina.grpc.optuna.SetTrialStateValuesRequest;
import dev.afina.grpc.optuna.SetTrialSystemAttributeReply;
import dev.afina.grpc.optuna.SetTrialSystemAttributeRequest;
import dev.afina.grpc.optuna.SetTrialUserAttributeReply;
import dev.afina.grpc.optuna.SetTrialUserAttributeRequest;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Optuna's storage proxy over any storage.
 *
 * <p>Its trials have neither worker nor heartbeat: Optuna's workers give none over gRPC, so that
 * their trials are never lost. Thread-safe.
 */
final class OptunaService extends OptunaStudyService {

  private final Storage storage;
  private final OptunaTrials trials;
  private final TrialIds ids;

  /** Times are told in a zone. */
  OptunaService(Storage storage, ZoneId zone) {
    super(storage);
    this.storage = storage;
    trials = new OptunaTrials(zone);
    ids = new TrialIds(storage);
  }

  /** Does something to a trial; it refuses ids that are not there like any other misuse. */
  private <T> T ofTrial(long id, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      if (storage.findTrial(id).isEmpty()) {
        throw Answers.noTrial(id);
      }
      throw e;
    }
  }

  private void toTrial(long id, Runnable work) {
    ofTrial(
        id,
        () -> {
          work.run();
          return true;
        });
  }

  @Override
  public void createNewTrial(
      CreateNewTrialRequest request, StreamObserver<CreateNewTrialReply> replies) {
    give(
        replies,
        () -> {
          FrozenTrial trial =
              request.getTemplateTrialIsNone()
                  ? FrozenTrial.builder(TrialState.RUNNING)
                      .start(Instant.now().truncatedTo(ChronoUnit.MICROS))
                      .build()
                  : trials.read(request.getTemplateTrial());
          long id = storage.addTrial(request.getStudyId(), trial).id();
          return CreateNewTrialReply.newBuilder().setTrialId(id).build();
        });
  }

  @Override
  public void setTrialParameter(
      SetTrialParameterRequest request, StreamObserver<SetTrialParameterReply> replies) {
    long id = request.getTrialId();
    done(
        replies,
        SetTrialParameterReply.getDefaultInstance(),
        () ->
            toTrial(
                id,
                () ->
                    storage.addParams(
                        id,
                        trials.param(
                            request.getParamName(),
                            request.getParamValueInternal(),
                            request.getDistribution()))));
  }

  @Override
  public void getTrialIdFromStudyIdTrialNumber(
      GetTrialIdFromStudyIdTrialNumberRequest request,
      StreamObserver<GetTrialIdFromStudyIdTrialNumberReply> replies) {
    give(
        replies,
        () ->
            GetTrialIdFromStudyIdTrialNumberReply.newBuilder()
                .setTrialId(ids.find(request.getStudyId(), request.getTrialNumber()))
                .build());
  }

  @Override
  public void setTrialStateValues(
      SetTrialStateValuesRequest request, StreamObserver<SetTrialStateValuesReply> replies) {
    long id = request.getTrialId();
    give(
        replies,
        () ->
            SetTrialStateValuesReply.newBuilder()
                .setTrialUpdated(ofTrial(id, () -> setState(request)))
                .build());
  }

  private boolean setState(SetTrialStateValuesRequest request) {
    TrialState state = OptunaTrials.state(request.getState());
    if (state.isFinished()) {
      storage.finish(
          request.getTrialId(),
          new TrialEnd(
              state, request.getValuesList(), Params.empty(), Map.of(), Map.of(), Map.of()));
      return true;
    }
    if (state == TrialState.WAITING || request.getValuesCount() > 0) {
      storage.addParams(request.getTrialId(), Params.empty()); // refuses one that has ended
      throw new IllegalArgumentException(
          state == TrialState.WAITING
              ? "a trial cannot be put back to WAITING; add another that waits"
              : "a trial that is RUNNING has no values yet");
    }
    return storage.claim(request.getTrialId());
  }

  @Override
  public void setTrialIntermediateValue(
      SetTrialIntermediateValueRequest request,
      StreamObserver<SetTrialIntermediateValueReply> replies) {
    long id = request.getTrialId();
    done(
        replies,
        SetTrialIntermediateValueReply.getDefaultInstance(),
        () ->
            toTrial(
                id,
                () ->
                    storage.report(
                        id,
                        OptunaTrials.step(request.getStep()),
                        request.getIntermediateValue(),
                        Params.empty())));
  }

  @Override
  public void setTrialUserAttribute(
      SetTrialUserAttributeRequest request, StreamObserver<SetTrialUserAttributeReply> replies) {
    long id = request.getTrialId();
    done(
        replies,
        SetTrialUserAttributeReply.getDefaultInstance(),
        () ->
            toTrial(
                id,
                () ->
                    storage.setTrialUserAttributes(
                        id, attribute(request.getKey(), request.getValue()))));
  }

  @Override
  public void setTrialSystemAttribute(
      SetTrialSystemAttributeRequest request,
      StreamObserver<SetTrialSystemAttributeReply> replies) {
    long id = request.getTrialId();
    done(
        replies,
        SetTrialSystemAttributeReply.getDefaultInstance(),
        () ->
            toTrial(
                id,
                () ->
                    storage.setTrialSystemAttributes(
                        id, attribute(request.getKey(), request.getValue()))));
  }

  private static Map<String, @Nullable Object> attribute(String key, String text) {
    return Collections.singletonMap(key, OptunaTrials.value(key, text));
  }

  @Override
  public void getTrial(GetTrialRequest request, StreamObserver<GetTrialReply> replies) {
    long id = request.getTrialId();
    give(
        replies,
        () ->
            GetTrialReply.newBuilder()
                .setTrial(
                    trials.write(storage.findTrial(id).orElseThrow(() -> Answers.noTrial(id))))
                .build());
  }

  @Override
  public void getTrials(GetTrialsRequest request, StreamObserver<GetTrialsReply> replies) {
    give(
        replies,
        () -> {
          GetTrialsReply.Builder reply = GetTrialsReply.newBuilder();
          storage
              .trials(
                  request.getStudyId(),
                  request.getTrialIdGreaterThan(),
                  request.getIncludedTrialIdsList())
              .forEach(trial -> reply.addTrials(trials.write(trial)));
          return reply.build();
        });
  }
}
