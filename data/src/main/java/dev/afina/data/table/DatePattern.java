package dev.afina.data.table;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to write dates. Each may be followed by a time of day, {@code T14:30} or {@code
 * 14:30:05.25}, and that by an offset from UTC, {@code Z} or {@code +02:00}; without one, times are
 * taken as UTC.
 */
public enum DatePattern {
  /** {@code 2024-03-31}. */
  ISO("2024-03-31", '-', 1, 2, 3),
  /** {@code 2024/03/31}. */
  YEAR_FIRST("2024/03/31", '/', 1, 2, 3),
  /** {@code 31.03.2024}. */
  DOTTED("31.03.2024", '.', 3, 2, 1),
  /** {@code 31/03/2024}. */
  DAY_FIRST("31/03/2024", '/', 3, 2, 1),
  /** {@code 03/31/2024}. */
  MONTH_FIRST("03/31/2024", '/', 3, 1, 2);

  private static final double SECONDS_A_DAY = 86_400;
  private static final int LONGEST = 40;
  private static final String TIME =
      "(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2}(?:\\.\\d{1,9})?))? ?(Z|[+-]\\d{2}:?\\d{2})?)?";

  private final String example;
  private final Pattern pattern;
  private final int year;
  private final int month;
  private final int day;

  DatePattern(String example, char mark, int year, int month, int day) {
    this.example = example;
    this.year = year;
    this.month = month;
    this.day = day;
    String separator = Pattern.quote(String.valueOf(mark));
    String small = "(\\d{1,2})";
    String full = "(\\d{4})";
    this.pattern =
        Pattern.compile(
            (year == 1 ? full : small)
                + separator
                + small
                + separator
                + (year == 3 ? full : small)
                + TIME);
  }

  /** A date written this way. */
  public String example() {
    return example;
  }

  /** Days since 1970-01-01 UTC, with the time of day as a fraction; NaN if this is no such date. */
  double parse(String text) {
    if (text.length() > LONGEST) {
      return Double.NaN;
    }
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      return Double.NaN;
    }
    int y = Integer.parseInt(matcher.group(year));
    int m = Integer.parseInt(matcher.group(month));
    int d = Integer.parseInt(matcher.group(day));
    if (m < 1 || m > 12 || d < 1 || d > YearMonth.of(y, m).lengthOfMonth()) {
      return Double.NaN;
    }
    return LocalDate.of(y, m, d).toEpochDay() + secondsOfDay(matcher) / SECONDS_A_DAY;
  }

  private static double secondsOfDay(Matcher matcher) {
    if (matcher.group(4) == null) {
      return 0;
    }
    int hours = Integer.parseInt(matcher.group(4));
    int minutes = Integer.parseInt(matcher.group(5));
    double seconds = matcher.group(6) == null ? 0 : Double.parseDouble(matcher.group(6));
    String zone = matcher.group(7);
    if (hours > 23 || minutes > 59 || seconds >= 61) {
      return Double.NaN;
    }
    double offset = zone == null || zone.equals("Z") ? 0 : offsetSeconds(zone);
    return hours * 3600 + minutes * 60 + seconds - offset;
  }

  private static double offsetSeconds(String zone) {
    int hours = Integer.parseInt(zone.substring(1, 3));
    int minutes = Integer.parseInt(zone.substring(zone.length() - 2));
    if (hours > ZoneOffset.MAX.getTotalSeconds() / 3600 || minutes > 59) {
      return Double.NaN;
    }
    return (zone.charAt(0) == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
  }
}
