package dev.afina.grpc;

import dev.afina.core.DuplicateStudyException;
import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.space.Distribution;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.grpc.optuna.CreateNewStudyRequest;
import dev.afina.grpc.optuna.CreateNewTrialRequest;
import dev.afina.grpc.optuna.DeleteStudyRequest;
import dev.afina.grpc.optuna.GetAllStudiesRequest;
import dev.afina.grpc.optuna.GetTrialsRequest;
import dev.afina.grpc.optuna.SetStudySystemAttributeRequest;
import dev.afina.grpc.optuna.SetStudyUserAttributeRequest;
import dev.afina.grpc.optuna.SetTrialIntermediateValueRequest;
import dev.afina.grpc.optuna.SetTrialParameterRequest;
import dev.afina.grpc.optuna.SetTrialStateValuesRequest;
import dev.afina.grpc.optuna.SetTrialSystemAttributeRequest;
import dev.afina.grpc.optuna.SetTrialUserAttributeRequest;
import dev.afina.grpc.optuna.StorageServiceGrpc.StorageServiceBlockingStub;
import dev.afina.grpc.optuna.Study;
import dev.afina.grpc.optuna.StudyDirection;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls of Optuna's protocol, with Afina's types and exceptions. Thread-safe. */
final class ProxyCalls implements AutoCloseable {

  private final Connection connection;
  private final OptunaTrials trials;

  ProxyCalls(Connection connection, ZoneId zone) {
    this.connection = connection;
    trials = new OptunaTrials(zone);
  }

  /** Something asked of the server; what is wrong with it is for the caller to tell. */
  private <T> T call(String doing, Function<StorageServiceBlockingStub, T> call) {
    try {
      return connection.call(doing, () -> call.apply(connection.proxy()));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        throw new IllegalArgumentException(String.valueOf(e.getStatus().getDescription()), e);
      }
      throw connection.explained(doing, e);
    }
  }

  private <T> T ofStudy(long studyId, String doing, Function<StorageServiceBlockingStub, T> call) {
    return call(
        doing,
        server -> {
          try {
            return call.apply(server);
          } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
              throw (StudyNotFoundException)
                  new StudyNotFoundException(
                          "no study of id %d is behind this server; maybe it was deleted"
                              .formatted(studyId))
                      .initCause(e);
            }
            throw e;
          }
        });
  }

  private <T> T ofTrial(long trialId, String doing, Function<StorageServiceBlockingStub, T> call) {
    return call(
        doing,
        server -> {
          try {
            return call.apply(server);
          } catch (StatusRuntimeException e) {
            switch (e.getStatus().getCode()) {
              case NOT_FOUND ->
                  throw new IllegalArgumentException(
                      "no trial of id %d is behind this server".formatted(trialId), e);
              case FAILED_PRECONDITION ->
                  throw (TrialFinishedException) new TrialFinishedException(ended(e)).initCause(e);
              default -> throw e;
            }
          }
        });
  }

  /** Optuna says {@code Trial#7 has already finished and can not be updated.} */
  private static String ended(StatusRuntimeException failure) {
    String said = String.valueOf(failure.getStatus().getDescription());
    String number = said.replaceAll("(?s).*?[Tt]rial[# ]([0-9]+).*", "$1");
    return number.equals(said)
        ? said
        : "trial %s has ended and cannot be changed".formatted(number);
  }

  long createStudy(String name, List<Direction> directions) {
    CreateNewStudyRequest request =
        CreateNewStudyRequest.newBuilder()
            .setStudyName(name)
            .addAllDirections(
                directions.stream().map(d -> StudyDirection.valueOf(d.name())).toList())
            .build();
    return call(
        "create a study",
        server -> {
          try {
            return server.createNewStudy(request).getStudyId();
          } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
              throw (DuplicateStudyException)
                  new DuplicateStudyException(
                          "a study named \"%s\" exists already; load it, or choose another name"
                              .formatted(name))
                      .initCause(e);
            }
            throw e;
          }
        });
  }

  void deleteStudy(long studyId) {
    DeleteStudyRequest request = DeleteStudyRequest.newBuilder().setStudyId(studyId).build();
    ofStudy(studyId, "delete a study", server -> server.deleteStudy(request));
  }

  List<StudyRecord> studies() {
    return call(
            "find studies",
            server -> server.getAllStudies(GetAllStudiesRequest.newBuilder().build()))
        .getStudiesList()
        .stream()
        .map(ProxyCalls::study)
        .sorted(Comparator.comparingLong(StudyRecord::id))
        .toList();
  }

  private static StudyRecord study(Study message) {
    return new StudyRecord(
        message.getStudyId(),
        message.getStudyName(),
        message.getDirectionsList().stream()
            .map(d -> d == StudyDirection.MAXIMIZE ? Direction.MAXIMIZE : Direction.MINIMIZE)
            .toList(),
        OptunaTrials.attributes(message.getUserAttributesMap()),
        OptunaTrials.attributes(message.getSystemAttributesMap()));
  }

  void setStudyAttribute(long studyId, boolean isSystem, String key, @Nullable Object value) {
    String text = OptunaTrials.text(value);
    ofStudy(
        studyId,
        "write a study's attribute",
        server ->
            isSystem
                ? server.setStudySystemAttribute(
                    SetStudySystemAttributeRequest.newBuilder()
                        .setStudyId(studyId)
                        .setKey(key)
                        .setValue(text)
                        .build())
                : server.setStudyUserAttribute(
                    SetStudyUserAttributeRequest.newBuilder()
                        .setStudyId(studyId)
                        .setKey(key)
                        .setValue(text)
                        .build()));
  }

  /** A study's trials after an id, and those of the given ids, by number and without index. */
  List<FrozenTrial> trials(long studyId, long afterId, Collection<Long> ids) {
    GetTrialsRequest request =
        GetTrialsRequest.newBuilder()
            .setStudyId(studyId)
            .setTrialIdGreaterThan(afterId)
            .addAllIncludedTrialIds(ids)
            .build();
    return ofStudy(studyId, "read trials", server -> server.getTrials(request))
        .getTrialsList()
        .stream()
        .map(trials::read)
        .sorted(Comparator.comparingInt(FrozenTrial::number))
        .toList();
  }

  long addTrial(long studyId, FrozenTrial trial) {
    CreateNewTrialRequest request =
        CreateNewTrialRequest.newBuilder()
            .setStudyId(studyId)
            .setTemplateTrial(trials.write(trial))
            .build();
    return ofStudy(studyId, "add a trial", server -> server.createNewTrial(request)).getTrialId();
  }

  /** False if a trial that was to run ran already. */
  boolean setState(long trialId, TrialState state, List<Double> values) {
    SetTrialStateValuesRequest request =
        SetTrialStateValuesRequest.newBuilder()
            .setTrialId(trialId)
            .setState(OptunaTrials.state(state))
            .addAllValues(values)
            .build();
    return ofTrial(trialId, "change a trial's state", server -> server.setTrialStateValues(request))
        .getTrialUpdated();
  }

  void setParam(long trialId, String name, double internal, Distribution distribution) {
    SetTrialParameterRequest request =
        SetTrialParameterRequest.newBuilder()
            .setTrialId(trialId)
            .setParamName(name)
            .setParamValueInternal(internal)
            .setDistribution(trials.write(distribution))
            .build();
    ofTrial(
        trialId,
        "write a parameter",
        server -> {
          try {
            return server.setTrialParameter(request);
          } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
              throw (IncompatibleDistributionException)
                  new IncompatibleDistributionException(
                          "parameter \"%s\" is %s here but not in earlier trials of the study; give it"
                                  .formatted(name, distribution)
                              + " another name or begin another study")
                      .initCause(e);
            }
            throw e;
          }
        });
  }

  void report(long trialId, int step, double value) {
    SetTrialIntermediateValueRequest request =
        SetTrialIntermediateValueRequest.newBuilder()
            .setTrialId(trialId)
            .setStep(step)
            .setIntermediateValue(value)
            .build();
    ofTrial(trialId, "write a report", server -> server.setTrialIntermediateValue(request));
  }

  void setTrialAttributes(
      long trialId, boolean isSystem, Map<String, ? extends @Nullable Object> attributes) {
    attributes.forEach(
        (key, value) -> {
          String text = OptunaTrials.text(value);
          ofTrial(
              trialId,
              "write a trial's attribute",
              server ->
                  isSystem
                      ? server.setTrialSystemAttribute(
                          SetTrialSystemAttributeRequest.newBuilder()
                              .setTrialId(trialId)
                              .setKey(key)
                              .setValue(text)
                              .build())
                      : server.setTrialUserAttribute(
                          SetTrialUserAttributeRequest.newBuilder()
                              .setTrialId(trialId)
                              .setKey(key)
                              .setValue(text)
                              .build()));
        });
  }

  @Override
  public void close() {
    connection.close();
  }
}
