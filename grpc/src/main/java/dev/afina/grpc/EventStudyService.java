package dev.afina.grpc;

import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.grpc.wire.Attribute;
import dev.afina.grpc.wire.CreateStudyRequest;
import dev.afina.grpc.wire.DeleteStudyRequest;
import dev.afina.grpc.wire.Empty;
import dev.afina.grpc.wire.EventServiceGrpc.EventServiceImplBase;
import dev.afina.grpc.wire.FindStudiesReply;
import dev.afina.grpc.wire.FindStudiesRequest;
import dev.afina.grpc.wire.SetStudyAttributeRequest;
import dev.afina.grpc.wire.Study;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Supplier;

/** The part of Afina's own protocol that is about studies. */
abstract class EventStudyService extends EventServiceImplBase {

  /** Answers to changes that are made once. */
  final Changes changes = new Changes();

  private final Storage storage;

  EventStudyService(Storage storage) {
    this.storage = storage;
  }

  static <T> void give(StreamObserver<T> replies, Supplier<T> work) {
    Answers.give(replies, EventStudyService::status, work);
  }

  static void done(StreamObserver<Empty> replies, Runnable work) {
    give(
        replies,
        () -> {
          work.run();
          return Empty.getDefaultInstance();
        });
  }

  /** What Afina's clients tell apart and Optuna's do not has a status of its own. */
  static Status status(RuntimeException failure) {
    return failure instanceof IncompatibleDistributionException
        ? Status.OUT_OF_RANGE.withDescription(failure.getMessage())
        : Answers.status(failure);
  }

  @Override
  public void createStudy(CreateStudyRequest request, StreamObserver<Study> replies) {
    give(
        replies,
        () ->
            changes.once(
                request.getChange(),
                Study.class,
                () -> {
                  StudyRecord study = WireTrials.read(request.getStudy());
                  return WireTrials.write(
                      storage.createStudy(
                          study.name(), study.directions(), study.systemAttributes()));
                }));
  }

  @Override
  public void findStudies(FindStudiesRequest request, StreamObserver<FindStudiesReply> replies) {
    give(
        replies,
        () -> {
          List<StudyRecord> found =
              switch (request.getByCase()) {
                case NAME -> storage.findStudy(request.getName()).stream().toList();
                case ID -> storage.findStudy(request.getId()).stream().toList();
                case BY_NOT_SET -> storage.studies();
              };
          return FindStudiesReply.newBuilder()
              .addAllStudies(found.stream().map(WireTrials::write).toList())
              .build();
        });
  }

  @Override
  public void deleteStudy(DeleteStudyRequest request, StreamObserver<Empty> replies) {
    done(replies, () -> storage.deleteStudy(request.getStudyId()));
  }

  @Override
  public void setStudyAttribute(SetStudyAttributeRequest request, StreamObserver<Empty> replies) {
    done(
        replies,
        () -> {
          Attribute attribute = request.getAttribute();
          String key = attribute.getKey();
          Object value = OptunaTrials.value(key, attribute.getJson());
          if (request.getIsSystem()) {
            storage.setStudySystemAttribute(request.getStudyId(), key, value);
          } else {
            storage.setStudyUserAttribute(request.getStudyId(), key, value);
          }
        });
  }
}
