package dev.afina.storage;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Points in time as Optuna stores them: {@code YYYY-MM-DD HH:MM:SS.ffffff} in some zone, without
 * saying in which. From Optuna 5 on it is UTC, before it was that of the process that wrote.
 */
final class Timestamps {

  private static final int SECONDS_END = 19;
  private static final int FRACTION = 20;
  private static final int NANO_DIGITS = 9;

  private Timestamps() {}

  /** The text of an instant, to the microsecond. */
  static String write(Instant instant, ZoneId zone) {
    LocalDateTime t = LocalDateTime.ofInstant(instant, zone);
    StringBuilder text = new StringBuilder(26);
    pad(text, t.getYear(), 4).append('-');
    pad(text, t.getMonthValue(), 2).append('-');
    pad(text, t.getDayOfMonth(), 2).append(' ');
    pad(text, t.getHour(), 2).append(':');
    pad(text, t.getMinute(), 2).append(':');
    pad(text, t.getSecond(), 2).append('.');
    return pad(text, t.getNano() / 1000, 6).toString();
  }

  /**
   * The instant of a text, with or without a fraction of a second.
   *
   * @throws IllegalArgumentException if it has another form
   */
  static Instant read(String text, ZoneId zone) {
    try {
      int nanos = 0;
      if (text.length() > SECONDS_END) {
        String fraction = text.substring(FRACTION);
        nanos = Integer.parseInt(fraction);
        for (int i = fraction.length(); i < NANO_DIGITS; i++) {
          nanos *= 10;
        }
      }
      return LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, SECONDS_END),
              nanos)
          .atZone(zone)
          .toInstant();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no time of the form YYYY-MM-DD HH:MM:SS.ffffff".formatted(text), e);
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static StringBuilder pad(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    return text.append("0".repeat(width - digits.length())).append(digits);
  }
}
