package dev.afina.tensorboard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hyperparameter, a column of the HPARAMS page. TensorBoard knows strings, booleans and doubles.
 *
 * @param name as sessions give its values
 * @param domain its values
 */
public record HParam(String name, Domain domain) {

  private static final int STRING = 1;
  private static final int BOOL = 2;
  private static final int FLOAT64 = 3;

  /** Which values there are. */
  public sealed interface Domain {}

  /**
   * The numbers of a closed interval.
   *
   * @param low smallest, finite
   * @param high largest, finite, at least {@code low}
   */
  public record Interval(double low, double high) implements Domain {

    /** Checks the bounds. */
    public Interval {
      if (!(low <= high && Double.isFinite(low) && Double.isFinite(high))) {
        throw new IllegalArgumentException(
            "an interval from %s to %s, expected finite bounds in ascending order"
                .formatted(low, high));
      }
    }
  }

  /**
   * Some values. TensorBoard wants them of one type: where they are neither all numbers nor all
   * booleans, they are shown as strings.
   *
   * @param values not empty
   */
  public record Discrete(List<@Nullable Object> values) implements Domain {

    /** Copies the list. */
    public Discrete {
      values = java.util.Collections.unmodifiableList(new ArrayList<>(values));
      if (values.isEmpty()) {
        throw new IllegalArgumentException("a hyperparameter has no values, expected at least one");
      }
    }
  }

  /** Checks the name. */
  public HParam {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a hyperparameter has no name");
    }
  }

  /** A value as this column shows it: a number, a boolean or a string. */
  public Object shown(@Nullable Object value) {
    return type() == STRING || value == null ? String.valueOf(value) : value;
  }

  private int type() {
    if (domain instanceof Discrete discrete) {
      List<@Nullable Object> values = discrete.values();
      return values.stream().allMatch(Boolean.class::isInstance)
          ? BOOL
          : values.stream().allMatch(Number.class::isInstance) ? FLOAT64 : STRING;
    }
    return FLOAT64;
  }

  ProtoMessage message() {
    ProtoMessage message = new ProtoMessage().text(1, name).integer(4, type());
    if (domain instanceof Interval interval) {
      return message.message(
          6, new ProtoMessage().number(1, interval.low()).number(2, interval.high()));
    }
    ProtoMessage list = new ProtoMessage();
    ((Discrete) domain).values().forEach(value -> list.message(1, value(shown(value))));
    return message.message(5, list);
  }

  /**
   * A value in Protocol Buffers' own JSON.
   *
   * @throws IllegalArgumentException for a number that is not finite
   */
  static ProtoMessage value(Object value) {
    if (value instanceof Boolean flag) {
      return new ProtoMessage().memberFlag(4, flag);
    }
    if (value instanceof Number number) {
      if (!Double.isFinite(number.doubleValue())) {
        throw new IllegalArgumentException(
            "a hyperparameter has the value %s, expected a finite number".formatted(value));
      }
      return new ProtoMessage().memberNumber(2, number.doubleValue());
    }
    return new ProtoMessage().memberText(3, value.toString());
  }
}
