package dev.afina.algorithms.gp;

import dev.afina.core.trial.TrialHistory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Constraints told apart, each as numbers that are above 0 where it was met and that a Gaussian
 * process likes: of a value c, {@code −c/s} up to the median s of |c|, and {@code −sign(c)·(1 +
 * ln(|c|/s))} beyond. So the border stays at 0 and as smooth as it was, and neither a constraint's
 * unit nor what violates it by far counts for much.
 */
final class Constraints {

  private Constraints() {}

  /**
   * Values by name of constraint, {@code [rows]}, NaN where a trial stated none of that name.
   *
   * @return empty if only their sum is known of some trial
   */
  static Map<String, double[]> of(TrialHistory history, int[] rows) {
    TreeSet<String> names = new TreeSet<>();
    for (int row : rows) {
      if (history.constraints(row).isEmpty() && !Double.isNaN(history.violation(row))) {
        return Map.of();
      }
      names.addAll(history.constraints(row).keySet());
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : names) {
      columns.put(
          name,
          Arrays.stream(rows)
              .mapToDouble(row -> history.constraints(row).getOrDefault(name, Double.NaN))
              .toArray());
    }
    return columns;
  }

  /** Whether values only say that the constraint was met or was not, or always meet it alike. */
  static boolean areFlags(double[] values) {
    double[] met = Arrays.stream(values).filter(value -> value <= 0).toArray();
    boolean alike = Arrays.stream(met).distinct().count() == 1 && (met.length > 1 || met[0] == 0);
    return alike || Arrays.stream(values).filter(v -> !Double.isNaN(v)).distinct().count() <= 2;
  }

  /**
   * The numbers that values become, of deviation 1 but of any mean, NaN for NaN.
   *
   * @param values of one constraint
   */
  static double[] graded(double[] values) {
    double[] sizes =
        Arrays.stream(values)
            .map(Math::abs)
            .filter(size -> size > 0 && size < Double.POSITIVE_INFINITY)
            .sorted()
            .toArray();
    double most = sizes.length == 0 ? 1 : sizes[sizes.length - 1];
    double median = sizes.length == 0 ? 1 : sizes[sizes.length / 2];
    double[] graded = new double[values.length];
    for (int i = 0; i < graded.length; i++) {
      double size = Math.min(most, Math.abs(values[i])) / median;
      graded[i] = -Math.signum(values[i]) * (size <= 1 ? size : 1 + Math.log(size));
    }
    double[] known = Arrays.stream(graded).filter(value -> !Double.isNaN(value)).toArray();
    Loops.scale(graded, 1 / Targets.deviation(known));
    return graded;
  }
}
