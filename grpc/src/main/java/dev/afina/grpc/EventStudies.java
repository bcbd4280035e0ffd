package dev.afina.grpc;

import dev.afina.core.AfinaException;
import dev.afina.core.DuplicateStudyException;
import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.grpc.wire.Attribute;
import dev.afina.grpc.wire.CreateStudyRequest;
import dev.afina.grpc.wire.DeleteStudyRequest;
import dev.afina.grpc.wire.EventServiceGrpc.EventServiceBlockingStub;
import dev.afina.grpc.wire.FindStudiesRequest;
import dev.afina.grpc.wire.SetStudyAttributeRequest;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a storage behind a server of Afina's does with studies, and how it calls the server. */
abstract class EventStudies implements Storage {

  /** The line to the server. */
  final Connection connection;

  /** Takes the connection over. */
  EventStudies(Connection connection) {
    this.connection = connection;
  }

  EventServiceBlockingStub server() {
    return connection.events();
  }

  <T> T call(String doing, Supplier<T> call) {
    try {
      return connection.call(doing, call);
    } catch (StatusRuntimeException e) {
      throw understood(doing, e);
    }
  }

  private RuntimeException understood(String doing, StatusRuntimeException failure) {
    String said = String.valueOf(failure.getStatus().getDescription());
    @Nullable AfinaException meant =
        switch (failure.getStatus().getCode()) {
          case ALREADY_EXISTS -> new DuplicateStudyException(said);
          case NOT_FOUND -> new StudyNotFoundException(said);
          case FAILED_PRECONDITION -> new TrialFinishedException(said);
          case OUT_OF_RANGE -> new IncompatibleDistributionException(said);
          default -> null;
        };
    if (meant != null) {
      meant.initCause(failure);
      return meant;
    }
    return switch (failure.getStatus().getCode()) {
      case INVALID_ARGUMENT -> new IllegalArgumentException(said, failure);
      case UNIMPLEMENTED -> new UnsupportedOperationException(said, failure);
      default -> connection.explained(doing, failure);
    };
  }

  @Override
  public StudyRecord createStudy(
      String name, List<Direction> directions, Map<String, @Nullable Object> systemAttributes) {
    CreateStudyRequest request =
        CreateStudyRequest.newBuilder()
            .setChange(connection.change())
            .setStudy(
                WireTrials.write(new StudyRecord(0, name, directions, Map.of(), systemAttributes)))
            .build();
    return WireTrials.read(call("create a study", () -> server().createStudy(request)));
  }

  @Override
  public Optional<StudyRecord> findStudy(String name) {
    return find(FindStudiesRequest.newBuilder().setName(name).build()).stream().findFirst();
  }

  @Override
  public Optional<StudyRecord> findStudy(long studyId) {
    return find(FindStudiesRequest.newBuilder().setId(studyId).build()).stream().findFirst();
  }

  @Override
  public List<StudyRecord> studies() {
    return find(FindStudiesRequest.getDefaultInstance());
  }

  private List<StudyRecord> find(FindStudiesRequest request) {
    return call("find studies", () -> server().findStudies(request)).getStudiesList().stream()
        .map(WireTrials::read)
        .toList();
  }

  @Override
  public void deleteStudy(long studyId) {
    DeleteStudyRequest request = DeleteStudyRequest.newBuilder().setStudyId(studyId).build();
    call("delete a study", () -> server().deleteStudy(request));
  }

  @Override
  public void setStudyUserAttribute(long studyId, String key, @Nullable Object value) {
    setStudyAttribute(studyId, false, key, value);
  }

  @Override
  public void setStudySystemAttribute(long studyId, String key, @Nullable Object value) {
    setStudyAttribute(studyId, true, key, value);
  }

  private void setStudyAttribute(
      long studyId, boolean isSystem, String key, @Nullable Object value) {
    SetStudyAttributeRequest request =
        SetStudyAttributeRequest.newBuilder()
            .setStudyId(studyId)
            .setIsSystem(isSystem)
            .setAttribute(
                Attribute.newBuilder().setKey(key).setJson(OptunaTrials.text(value)).build())
            .build();
    call("write a study's attribute", () -> server().setStudyAttribute(request));
  }

  @Override
  public void close() {
    connection.close();
  }
}
