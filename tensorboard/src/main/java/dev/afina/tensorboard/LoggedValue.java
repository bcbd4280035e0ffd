package dev.afina.tensorboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of an event, as it stands in a run's files.
 *
 * @param tag what it is
 * @param step at which step
 * @param wallTime when it was written, in seconds since 1970
 * @param scalar its number; NaN where it is no scalar
 */
public record LoggedValue(String tag, long step, double wallTime, float scalar) {

  /** All values of a run in the order of their writing; a file that is cut short, up to there. */
  public static List<LoggedValue> of(Path run) {
    List<LoggedValue> values = new ArrayList<>();
    try {
      for (Path file : EventFileName.in(run)) {
        TfRecord.contents(Files.readAllBytes(file)).forEach(event -> addTo(values, event));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the events of %s: %s".formatted(run, e), e);
    }
    return values;
  }

  /** Whether a run's session was ended, by {@link EventFile#sessionEnd}. */
  public static boolean isSessionEnded(Path run) {
    return of(run).stream().anyMatch(value -> value.tag.equals(EventFile.SESSION_END));
  }

  private static void addTo(List<LoggedValue> values, byte[] event) {
    double wallTime = 0;
    long step = 0;
    for (ProtoFields.Field field : ProtoFields.of(event)) {
      switch (field.number()) {
        case 1 -> wallTime = Double.longBitsToDouble(field.bits());
        case 2 -> step = field.bits();
        case 5 -> {
          for (ProtoFields.Field value : ProtoFields.of(field.content())) {
            values.add(value(value.content(), step, wallTime));
          }
        }
        default -> {}
      }
    }
  }

  private static LoggedValue value(byte[] message, long step, double wallTime) {
    String tag = "";
    float scalar = Float.NaN;
    for (ProtoFields.Field field : ProtoFields.of(message)) {
      if (field.number() == 1) {
        tag = new String(field.content(), StandardCharsets.UTF_8);
      } else if (field.number() == 8) {
        scalar = scalar(field.content());
      }
    }
    return new LoggedValue(tag, step, wallTime, scalar);
  }

  private static float scalar(byte[] tensor) {
    for (ProtoFields.Field field : ProtoFields.of(tensor)) {
      if (field.number() == 5 && field.content().length == Float.BYTES) {
        return ProtoMessage.littleEndian(field.content()).getFloat();
      }
    }
    return Float.NaN;
  }
}
