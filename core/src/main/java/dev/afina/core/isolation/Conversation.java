package dev.afina.core.isolation;

import dev.afina.core.isolation.Message.Kind;
import dev.afina.core.isolation.Pool.Outcome;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The parent's part in the evaluation of one trial: it answers what the child asks. */
final class Conversation {

  /** For an objective to end after the study was interrupted. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long WHERE_MILLIS = 2000;

  private final Child child;
  private final Trial trial;
  private final @Nullable Duration limit;
  private final @Nullable ClassLoader loader;
  private final long begin = System.nanoTime();
  private @Nullable RuntimeException refusal;
  private @Nullable TrialInterruptedException interruption;
  private long interruptedAt;

  Conversation(Child child, Trial trial, Isolation isolation, @Nullable ClassLoader loader) {
    this.child = child;
    this.trial = trial;
    this.limit = isolation.timeLimit();
    this.loader = loader;
  }

  /**
   * From the trial's begin to its end.
   *
   * @throws ChildDiedException if the child is gone
   * @throws TimeoutException if the trial took too long; the child is ended
   * @throws InterruptedException if this thread was interrupted; the child is ended
   */
  Outcome run() throws InterruptedException, TimeoutException {
    OptionalInt last = trial.maxStep();
    child.send(
        Message.of(
            Kind.TRIAL,
            trial.number(),
            trial.index(),
            trial.seed(),
            last.isPresent() ? last.getAsInt() : null));
    try {
      while (true) {
        Message message = child.next(Child.LOOK_MILLIS);
        if (message == null) {
          checkInterrupted();
          checkTime();
          continue;
        }
        switch (message.kind()) {
          case RETURNED -> {
            return new Outcome(message.list(0).stream().map(Double.class::cast).toList(), null);
          }
          case THREW -> {
            return new Outcome(null, Plain.failure(message, loader));
          }
          case PASSED_ON -> {
            return new Outcome(null, refusal);
          }
          case GONE -> throw new ChildDiedException(child.death());
          default -> {
            child.send(answer(message));
            checkTime();
          }
        }
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      child.kill();
      throw e;
    }
  }

  private void checkInterrupted() {
    try {
      trial.checkInterrupted();
    } catch (TrialInterruptedException e) {
      if (interruption == null) {
        interruption = e;
        interruptedAt = System.nanoTime();
      }
      if (System.nanoTime() - interruptedAt > GRACE_NANOS) {
        throw interruption;
      }
    }
  }

  private void checkTime() throws InterruptedException, TimeoutException {
    if (limit == null || limit.minusNanos(System.nanoTime() - begin).toNanos() > 0) {
      return;
    }
    String place = place();
    String words = child.lastWords();
    child.kill();
    throw new TimeoutException(
        "the trial took longer than %s, and its child process was ended%s; %s"
            .formatted(limit, place, words));
  }

  /** Where the objective is at. */
  private String place() throws InterruptedException {
    child.send(Message.of(Kind.WHERE));
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WHERE_MILLIS);
    while (end - System.nanoTime() > 0) {
      Message message = child.next(Child.LOOK_MILLIS);
      if (message != null && message.kind() == Kind.THERE) {
        return " at " + message.text(0);
      }
    }
    return "";
  }

  private Message answer(Message question) {
    try {
      return answered(question);
    } catch (RuntimeException e) {
      refusal = e;
      return Plain.of(Kind.REFUSAL, e);
    }
  }

  private Message answered(Message question) {
    switch (question.kind()) {
      case SUGGEST -> {
        return Message.of(
            Kind.ANSWER,
            trial.suggest(
                question.text(0),
                Plain.distribution(question.list(1)),
                Plain.hint(question.list(2))));
      }
      case PARAMS -> {
        return Plain.answer(trial.params());
      }
      case SHOULD_PRUNE -> {
        return Message.of(Kind.ANSWER, trial.shouldPrune());
      }
      case SHOULD_PAUSE -> {
        return Message.of(Kind.ANSWER, trial.shouldPause());
      }
      case RESUME -> {
        return trial.resume().map(Conversation::answer).orElse(Message.of(Kind.ANSWER));
      }
      case CHECKPOINT_DIRECTORY -> {
        return Message.of(Kind.ANSWER, trial.checkpointDirectory().toString());
      }
      case REPORT -> trial.report(question.number(0).doubleValue(), question.number(1).intValue());
      case CHECK_INTERRUPTED -> trial.checkInterrupted();
      case CHECKPOINTED -> trial.checkpointed(question.number(0).intValue());
      case RESTART -> trial.restart(question.text(0));
      case SET_USER_ATTRIBUTE -> trial.setUserAttribute(question.text(0), question.part(1));
      case CONSTRAIN -> trial.constrain(question.text(0), question.number(1).doubleValue());
      default ->
          throw new IllegalStateException(
              "a child process asked %s amid a trial".formatted(question.kind()));
    }
    return Message.of(Kind.ANSWER);
  }

  private static Message answer(Resume resume) {
    List<@Nullable Object> steps = new ArrayList<>(resume.reports().keySet());
    List<@Nullable Object> values = new ArrayList<>(resume.reports().values());
    return Message.of(Kind.ANSWER, resume.step(), resume.directory().toString(), steps, values);
  }
}
