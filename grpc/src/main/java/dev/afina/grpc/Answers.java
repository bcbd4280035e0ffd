package dev.afina.grpc;

import static java.lang.System.Logger.Level.ERROR;

import dev.afina.core.DuplicateStudyException;
import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.StorageException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.TrialFinishedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers calls, with a status and a sentence where they fail. */
final class Answers {

  private static final System.Logger LOG = System.getLogger("dev.afina.grpc");

  private Answers() {}

  /** Answers with what the work returns. */
  static <T> void give(
      StreamObserver<T> replies, Function<RuntimeException, Status> statuses, Supplier<T> work) {
    T answer;
    try {
      answer = work.get();
    } catch (RuntimeException e) {
      replies.onError(statuses.apply(e).asRuntimeException());
      return;
    }
    replies.onNext(answer);
    replies.onCompleted();
  }

  /** The status that Optuna's clients expect of a failure. */
  static Status status(RuntimeException failure) {
    Status status;
    if (failure instanceof StatusRuntimeException known) {
      return known.getStatus();
    } else if (failure instanceof DuplicateStudyException) {
      status = Status.ALREADY_EXISTS;
    } else if (failure instanceof StudyNotFoundException) {
      status = Status.NOT_FOUND;
    } else if (failure instanceof TrialFinishedException) {
      status = Status.FAILED_PRECONDITION;
    } else if (failure instanceof IncompatibleDistributionException
        || failure instanceof IllegalArgumentException) {
      status = Status.INVALID_ARGUMENT;
    } else if (failure instanceof UnsupportedOperationException) {
      status = Status.UNIMPLEMENTED;
    } else if (failure instanceof StorageException) {
      status = Status.INTERNAL;
    } else if (failure instanceof IllegalStateException) {
      return Status.UNAVAILABLE.withDescription("the server is closing");
    } else {
      LOG.log(ERROR, "a call failed unexpectedly", failure);
      return Status.INTERNAL.withDescription(
          "the server failed unexpectedly (%s); its log tells more"
              .formatted(failure.getClass().getSimpleName()));
    }
    return status.withDescription(String.valueOf(failure.getMessage()));
  }

  /** The failure of a call about a trial that is not there. */
  static StatusRuntimeException noTrial(long id) {
    return Status.NOT_FOUND
        .withDescription("no trial of id %d is in this storage".formatted(id))
        .asRuntimeException();
  }
}
