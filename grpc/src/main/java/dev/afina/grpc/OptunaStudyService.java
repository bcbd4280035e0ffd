package dev.afina.grpc;

import dev.afina.core.StudyNotFoundException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.grpc.optuna.CreateNewStudyReply;
import dev.afina.grpc.optuna.CreateNewStudyRequest;
import dev.afina.grpc.optuna.DeleteStudyReply;
import dev.afina.grpc.optuna.DeleteStudyRequest;
import dev.afina.grpc.optuna.GetAllStudiesReply;
import dev.afina.grpc.optuna.GetAllStudiesRequest;
import dev.afina.grpc.optuna.GetStudyDirectionsReply;
import dev.afina.grpc.optuna.GetStudyDirectionsRequest;
import dev.afina.grpc.optuna.GetStudyIdFromNameReply;
import dev.afina.grpc.optuna.GetStudyIdFromNameRequest;
import dev.afina.grpc.optuna.GetStudyNameFromIdReply;
import dev.afina.grpc.optuna.GetStudyNameFromIdRequest;
import dev.afina.grpc.optuna.GetStudySystemAttributesReply;
import dev.afina.grpc.optuna.GetStudySystemAttributesRequest;
import dev.afina.grpc.optuna.GetStudyUserAttributesReply;
import dev.afina.grpc.optuna.GetStudyUserAttributesRequest;
import dev.afina.grpc.optuna.SetStudySystemAttributeReply;
import dev.afina.grpc.optuna.SetStudySystemAttributeRequest;
import dev.afina.grpc.optuna.SetStudyUserAttributeReply;
import dev.afina.grpc.optuna.SetStudyUserAttributeRequest;
import dev.afina.grpc.optuna.StorageServiceGrpc.StorageServiceImplBase;
import dev.afina.grpc.optuna.StudyDirection;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The part of Optuna's storage proxy that is about studies. */
abstract class OptunaStudyService extends StorageServiceImplBase {

  private final Storage storage;

  OptunaStudyService(Storage storage) {
    this.storage = storage;
  }

  static <T> void give(StreamObserver<T> replies, Supplier<T> work) {
    Answers.give(replies, Answers::status, work);
  }

  /** Answers with a message that says nothing more than that it was done. */
  static <T> void done(StreamObserver<T> replies, T reply, Runnable work) {
    give(
        replies,
        () -> {
          work.run();
          return reply;
        });
  }

  private StudyRecord study(long id) {
    return storage
        .findStudy(id)
        .orElseThrow(
            () -> new StudyNotFoundException("no study of id %d is in this storage".formatted(id)));
  }

  @Override
  public void createNewStudy(
      CreateNewStudyRequest request, StreamObserver<CreateNewStudyReply> replies) {
    give(
        replies,
        () -> {
          List<Direction> directions = new ArrayList<>();
          for (StudyDirection direction : request.getDirectionsList()) {
            directions.add(direction(direction));
          }
          if (directions.isEmpty()) {
            throw new IllegalArgumentException("a study needs a direction, none was given");
          }
          long id = storage.createStudy(request.getStudyName(), directions, Map.of()).id();
          return CreateNewStudyReply.newBuilder().setStudyId(id).build();
        });
  }

  private static Direction direction(StudyDirection direction) {
    if (direction == StudyDirection.UNRECOGNIZED) {
      throw new IllegalArgumentException(
          "the study's direction is unknown, expected 0 (MINIMIZE) or 1 (MAXIMIZE)");
    }
    return Direction.valueOf(direction.name());
  }

  @Override
  public void deleteStudy(DeleteStudyRequest request, StreamObserver<DeleteStudyReply> replies) {
    done(
        replies,
        DeleteStudyReply.getDefaultInstance(),
        () -> storage.deleteStudy(study(request.getStudyId()).id()));
  }

  @Override
  public void setStudyUserAttribute(
      SetStudyUserAttributeRequest request, StreamObserver<SetStudyUserAttributeReply> replies) {
    String key = request.getKey();
    done(
        replies,
        SetStudyUserAttributeReply.getDefaultInstance(),
        () ->
            storage.setStudyUserAttribute(
                request.getStudyId(), key, OptunaTrials.value(key, request.getValue())));
  }

  @Override
  public void setStudySystemAttribute(
      SetStudySystemAttributeRequest request,
      StreamObserver<SetStudySystemAttributeReply> replies) {
    String key = request.getKey();
    done(
        replies,
        SetStudySystemAttributeReply.getDefaultInstance(),
        () ->
            storage.setStudySystemAttribute(
                request.getStudyId(), key, OptunaTrials.value(key, request.getValue())));
  }

  @Override
  public void getStudyIdFromName(
      GetStudyIdFromNameRequest request, StreamObserver<GetStudyIdFromNameReply> replies) {
    String name = request.getStudyName();
    give(
        replies,
        () ->
            storage
                .findStudy(name)
                .map(study -> GetStudyIdFromNameReply.newBuilder().setStudyId(study.id()).build())
                .orElseThrow(
                    () ->
                        new StudyNotFoundException(
                            "no study named \"%s\" is in this storage".formatted(name))));
  }

  @Override
  public void getStudyNameFromId(
      GetStudyNameFromIdRequest request, StreamObserver<GetStudyNameFromIdReply> replies) {
    give(
        replies,
        () ->
            GetStudyNameFromIdReply.newBuilder()
                .setStudyName(study(request.getStudyId()).name())
                .build());
  }

  @Override
  public void getStudyDirections(
      GetStudyDirectionsRequest request, StreamObserver<GetStudyDirectionsReply> replies) {
    give(
        replies,
        () ->
            GetStudyDirectionsReply.newBuilder()
                .addAllDirections(directions(study(request.getStudyId())))
                .build());
  }

  @Override
  public void getStudyUserAttributes(
      GetStudyUserAttributesRequest request, StreamObserver<GetStudyUserAttributesReply> replies) {
    give(
        replies,
        () ->
            GetStudyUserAttributesReply.newBuilder()
                .putAllUserAttributes(texts(study(request.getStudyId()).userAttributes()))
                .build());
  }

  @Override
  public void getStudySystemAttributes(
      GetStudySystemAttributesRequest request,
      StreamObserver<GetStudySystemAttributesReply> replies) {
    give(
        replies,
        () ->
            GetStudySystemAttributesReply.newBuilder()
                .putAllSystemAttributes(texts(study(request.getStudyId()).systemAttributes()))
                .build());
  }

  @Override
  public void getAllStudies(
      GetAllStudiesRequest request, StreamObserver<GetAllStudiesReply> replies) {
    give(
        replies,
        () -> {
          GetAllStudiesReply.Builder reply = GetAllStudiesReply.newBuilder();
          for (StudyRecord study : storage.studies()) {
            reply
                .addStudiesBuilder()
                .setStudyId(study.id())
                .setStudyName(study.name())
                .addAllDirections(directions(study))
                .putAllUserAttributes(texts(study.userAttributes()))
                .putAllSystemAttributes(texts(study.systemAttributes()));
          }
          return reply.build();
        });
  }

  private static List<StudyDirection> directions(StudyRecord study) {
    return study.directions().stream().map(d -> StudyDirection.valueOf(d.name())).toList();
  }

  private static Map<String, String> texts(Map<String, @Nullable Object> attributes) {
    Map<String, String> texts = new LinkedHashMap<>();
    attributes.forEach((key, value) -> texts.put(key, OptunaTrials.text(value)));
    return texts;
  }
}
