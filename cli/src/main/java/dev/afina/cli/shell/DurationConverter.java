package dev.afina.cli.shell;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Reads {@code 90s}, {@code 10m}, {@code 1h30m}, or a number of seconds. */
public final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s?)?");

  /** For picocli. */
  public DurationConverter() {}

  @Override
  public Duration convert(String text) {
    Matcher parts = PARTS.matcher(text.strip());
    if (text.isBlank() || !parts.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no time span, expected one such as 90s, 10m or 1h30m".formatted(text));
    }
    Duration duration =
        Duration.ofDays(number(parts, 1))
            .plusHours(number(parts, 2))
            .plusMinutes(number(parts, 3))
            .plusSeconds(number(parts, 4));
    if (duration.isZero()) {
      throw new IllegalArgumentException(
          "the time span \"%s\" is zero, expected one such as 90s, 10m or 1h30m".formatted(text));
    }
    return duration;
  }

  private static long number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
