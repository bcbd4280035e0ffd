package dev.afina.core.isolation;

import dev.afina.core.isolation.Message.Kind;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Hint;
import dev.afina.core.space.Params;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Trial;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A trial in a child process; the parent's trial answers. */
final class RemoteTrial implements Trial {

  /** Asks the parent, and waits. */
  @FunctionalInterface
  interface Parent {

    /**
     * Returns the answer.
     *
     * @throws RuntimeException that the parent's trial throws
     */
    Message ask(Message question);
  }

  private final Parent parent;
  private final int number;
  private final int index;
  private final long seed;
  private final OptionalInt maxStep;

  RemoteTrial(Message begin, Parent parent) {
    this.parent = parent;
    number = begin.number(0).intValue();
    index = begin.number(1).intValue();
    seed = begin.number(2).longValue();
    maxStep =
        begin.part(3) == null ? OptionalInt.empty() : OptionalInt.of(begin.number(3).intValue());
  }

  private Message ask(Kind kind, @Nullable Object... parts) {
    return parent.ask(Message.of(kind, parts));
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public OptionalInt maxStep() {
    return maxStep;
  }

  @Override
  public Params params() {
    return Plain.params(ask(Kind.PARAMS));
  }

  @Override
  public @Nullable Object suggest(String name, Distribution distribution) {
    return suggest(name, distribution, Hint.NONE);
  }

  @Override
  public @Nullable Object suggest(String name, Distribution distribution, Hint hint) {
    return ask(Kind.SUGGEST, name, Plain.of(distribution), Plain.of(hint)).part(0);
  }

  @Override
  public void report(double value, int step) {
    ask(Kind.REPORT, value, step);
  }

  @Override
  public boolean shouldPrune() {
    return ask(Kind.SHOULD_PRUNE).isTrue();
  }

  @Override
  public boolean shouldPause() {
    return ask(Kind.SHOULD_PAUSE).isTrue();
  }

  @Override
  public void checkInterrupted() {
    ask(Kind.CHECK_INTERRUPTED);
  }

  @Override
  public Optional<Resume> resume() {
    Message answer = ask(Kind.RESUME);
    if (answer.parts().isEmpty()) {
      return Optional.empty();
    }
    TreeMap<Integer, Double> reports = new TreeMap<>();
    for (int i = 0; i < answer.list(2).size(); i++) {
      reports.put((Integer) answer.list(2).get(i), (Double) answer.list(3).get(i));
    }
    return Optional.of(new Resume(answer.number(0).intValue(), Path.of(answer.text(1)), reports));
  }

  @Override
  public Path checkpointDirectory() {
    return Path.of(ask(Kind.CHECKPOINT_DIRECTORY).text(0));
  }

  @Override
  public void checkpointed(int step) {
    ask(Kind.CHECKPOINTED, step);
  }

  @Override
  public void restart(String reason) {
    ask(Kind.RESTART, reason);
  }

  @Override
  public void setUserAttribute(String key, @Nullable Object value) {
    ask(Kind.SET_USER_ATTRIBUTE, key, value);
  }

  @Override
  public void constrain(String name, double value) {
    ask(Kind.CONSTRAIN, name, value);
  }
}
