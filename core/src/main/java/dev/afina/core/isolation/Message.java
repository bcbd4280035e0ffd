package dev.afina.core.isolation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the two processes tell each other.
 *
 * <p>The parent gives a {@code TRIAL}; the child asks, and each of its questions is answered by an
 * {@code ANSWER} or a {@code REFUSAL}, until the child tells the trial's end.
 */
record Message(Kind kind, List<@Nullable Object> parts) {

  /** What a message is about. */
  enum Kind {
    /** From the child: the objective is made. */
    READY,
    /** From the child: the objective cannot be made; why. */
    BROKEN,
    /** To the child: number, index, seed and last step of a trial. */
    TRIAL,
    /** Questions of the child's trial. */
    SUGGEST,
    PARAMS,
    REPORT,
    SHOULD_PRUNE,
    SHOULD_PAUSE,
    CHECK_INTERRUPTED,
    RESUME,
    CHECKPOINT_DIRECTORY,
    CHECKPOINTED,
    RESTART,
    SET_USER_ATTRIBUTE,
    CONSTRAIN,
    /** To the child: what the trial returned. */
    ANSWER,
    /** To the child: what the trial threw. */
    REFUSAL,
    /** From the child: the values that the objective returned. */
    RETURNED,
    /** From the child: what the objective threw. */
    THREW,
    /** From the child: the objective let the last refusal pass. */
    PASSED_ON,
    /** To the child: where is the objective at? */
    WHERE,
    /** From the child: it is there. */
    THERE,
    /** Never sent: the other process is gone. */
    GONE
  }

  static Message of(Kind kind, @Nullable Object... parts) {
    return new Message(kind, Arrays.asList(parts));
  }

  byte[] encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    PlainValues.write(out, kind.name());
    PlainValues.write(out, parts);
    return bytes.toByteArray();
  }

  @SuppressWarnings("unchecked")
  static Message decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Object kind = PlainValues.read(in);
    if (kind instanceof String name && PlainValues.read(in) instanceof List<?> parts) {
      return new Message(Kind.valueOf(name), (List<@Nullable Object>) parts);
    }
    throw new IOException("a message of the unknown kind " + kind);
  }

  @Nullable Object part(int index) {
    return parts.get(index);
  }

  String text(int index) {
    return String.valueOf(parts.get(index));
  }

  Number number(int index) {
    if (parts.get(index) instanceof Number number) {
      return number;
    }
    throw new IllegalStateException("part %d of %s is no number".formatted(index, this));
  }

  List<?> list(int index) {
    if (parts.get(index) instanceof List<?> list) {
      return list;
    }
    throw new IllegalStateException("part %d of %s is no list".formatted(index, this));
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(parts.get(0));
  }
}
