package dev.afina.cli.look;

import dev.afina.core.trial.FrozenTrial;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as a person reads them in a terminal. */
final class Values {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Values() {}

  /** A trial's values, separated by commas. */
  static String of(FrozenTrial trial) {
    return trial.values().stream().map(value -> text(value)).collect(Collectors.joining(", "));
  }

  /** As {@link #of}, each rounded to six significant digits. */
  static String brief(FrozenTrial trial) {
    return trial.values().stream().map(Values::brief).collect(Collectors.joining(", "));
  }

  private static String brief(double value) {
    return Double.isFinite(value)
        ? Double.toString(new BigDecimal(value).round(new MathContext(6)).doubleValue())
        : Double.toString(value);
  }

  /** In the time zone of the machine, to the minute. */
  static String time(Instant instant) {
    return MINUTES.format(instant.atZone(ZoneId.systemDefault()));
  }

  static String text(@Nullable Object value) {
    return clean(String.valueOf(value));
  }

  /** Lines of {@code name value}, the values aligned, indented by two. */
  static String list(Map<String, ? extends @Nullable Object> map) {
    int width = map.keySet().stream().mapToInt(String::length).max().orElse(0);
    return map.entrySet().stream()
        .map(
            entry ->
                "  %s  %s%n".formatted(pad(clean(entry.getKey()), width), text(entry.getValue())))
        .collect(Collectors.joining());
  }

  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Without anything that moves a terminal's cursor or changes its colours. */
  static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
