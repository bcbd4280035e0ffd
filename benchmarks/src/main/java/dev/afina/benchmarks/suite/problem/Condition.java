package dev.afina.benchmarks.suite.problem;

import java.util.List;

/**
 * When a parameter exists: while another one exists and has one of the given values.
 *
 * @param parent the other parameter
 * @param values in external form: texts of a categorical one, {@link Long} of an integer
 */
public record Condition(String parent, List<Object> values) {

  /** Copies the values. */
  public Condition {
    values = List.copyOf(values);
  }
}
