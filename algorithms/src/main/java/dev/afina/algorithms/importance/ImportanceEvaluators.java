package dev.afina.algorithms.importance;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** Importance evaluators by name: those of Afina and of every other jar on the class path. */
public final class ImportanceEvaluators {

  /** The name of the evaluator of those who name none: {@link PedAnova}, as in Optuna 5.0. */
  public static final String DEFAULT = PedAnova.NAME;

  private ImportanceEvaluators() {}

  /**
   * An evaluator.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static ImportanceEvaluator named(String name) {
    SortedMap<String, ImportanceEvaluator> known = byName();
    ImportanceEvaluator evaluator = known.get(name);
    if (evaluator == null) {
      throw new IllegalArgumentException(
          "unknown importance evaluator \"%s\", expected one of %s"
              .formatted(name, String.join(", ", known.keySet())));
    }
    return evaluator;
  }

  /** The names of all that can be found, sorted. */
  public static List<String> names() {
    return new ArrayList<>(byName().keySet());
  }

  private static SortedMap<String, ImportanceEvaluator> byName() {
    ClassLoader own = ImportanceEvaluators.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    SortedMap<String, ImportanceEvaluator> known = new TreeMap<>();
    for (ImportanceEvaluator evaluator :
        ServiceLoader.load(ImportanceEvaluator.class, context == null ? own : context)) {
      ImportanceEvaluator other = known.putIfAbsent(evaluator.name(), evaluator);
      if (other != null) {
        throw new IllegalStateException(
            "both %s and %s offer an importance evaluator \"%s\"; take one off the class path"
                .formatted(
                    other.getClass().getName(), evaluator.getClass().getName(), evaluator.name()));
      }
    }
    return known;
  }
}
