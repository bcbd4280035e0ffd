package dev.afina.neural.tune;

import dev.afina.core.sampler.Uniform;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.GivenParameters;
import dev.afina.core.space.HyperParameters;
import dev.afina.core.space.Params;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One batch through the networks of some configurations, so that what is wrong with a hypermodel
 * shows before a search and not in the middle of it: that of the defaults, the largest one that
 * could be found, and some at random. Nothing is kept.
 *
 * @param tried in the order they were tried in
 */
public record DryRun(List<Tried> tried) {

  /** Rows of training and of validation data. */
  static final int ROWS = 32;

  /**
   * One configuration.
   *
   * @param which such as {@code largest}
   * @param params what was asked for until it ended
   * @param weights trained weights of its network; −1 where it could not be built
   * @param failure what was thrown; null if nothing was
   */
  public record Tried(String which, Params params, long weights, @Nullable Throwable failure) {

    /** Whether it went through. */
    public boolean works() {
      return failure == null;
    }

    @Override
    public String toString() {
      return "the %s configuration %s %s"
          .formatted(which, params, failure == null ? "works" : "fails with: " + reason(failure));
    }

    private static String reason(Throwable failure) {
      String name = failure.getClass().getSimpleName();
      return failure.getMessage() == null ? name : failure.getMessage();
    }
  }

  /** Copies the list. */
  public DryRun {
    tried = List.copyOf(tried);
  }

  /** The first configuration that failed, if one did. */
  public Optional<Tried> firstFailure() {
    return tried.stream().filter(one -> !one.works()).findFirst();
  }

  /** Whether nothing works. */
  public boolean failsAlways() {
    return tried.stream().noneMatch(Tried::works);
  }

  /** The parameters of all configurations, by name. */
  Map<String, Distribution> found() {
    Map<String, Distribution> found = new java.util.LinkedHashMap<>();
    for (Tried one : tried) {
      for (int i = 0; i < one.params.size(); i++) {
        found.putIfAbsent(one.params.space().name(i), one.params.space().distribution(i));
      }
    }
    return found;
  }

  /**
   * Tries a hypermodel.
   *
   * @param goals whose validation values must be there
   * @param random how many configurations are drawn at random
   */
  static DryRun of(
      HyperModel hyperModel, TuningData data, List<Goal> goals, int random, long seed) {
    TuningData few = data.rehearsal(ROWS);
    List<Tried> tried = new ArrayList<>();
    GivenParameters defaults = GivenParameters.defaults();
    tried.add(attempt("default", hyperModel, few, goals, defaults, defaults::params));
    Picked largest = largest(hyperModel);
    tried.add(attempt("largest", hyperModel, few, goals, largest, largest::params));
    SplittableRandom generator = new SplittableRandom(seed);
    for (int i = 0; i < random; i++) {
      Picked drawn = new Picked((name, distribution) -> Uniform.draw(distribution, generator));
      tried.add(attempt("random", hyperModel, few, goals, drawn, drawn::params));
    }
    return new DryRun(tried);
  }

  private static Tried attempt(
      String which,
      HyperModel hyperModel,
      TuningData data,
      List<Goal> goals,
      HyperParameters hp,
      Supplier<Params> asked) {
    long weights = -1;
    try {
      var blueprint = hyperModel.build(hp);
      weights = blueprint.architecture().weightCount(true);
      try (Model model = blueprint.build(0)) {
        History history = hyperModel.fit(hp, model, data);
        if (!history.epochs().isEmpty()) {
          Goals.checkValidation(goals, history.epochs().get(0).keySet());
        }
      }
      return new Tried(which, asked.get(), weights, null);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError | AssertionError e) {
      return new Tried(which, asked.get(), weights, e);
    }
  }

  /**
   * A configuration with many weights: numbers at their high end, and of each choice, one after the
   * other, the one that makes most of them.
   */
  private static Picked largest(HyperModel hyperModel) {
    Map<String, Double> chosen = new HashMap<>();
    Set<String> settled = new LinkedHashSet<>();
    Picked best = picked(chosen);
    long most = weights(hyperModel, best);
    boolean found = true;
    while (found) {
      found = false;
      Params params = best.params();
      for (int i = 0; i < params.size() && !found; i++) {
        String name = params.space().name(i);
        if (params.space().distribution(i) instanceof CategoricalDistribution choice
            && settled.add(name)) {
          found = true;
          for (int c = 0; c < choice.choices().size(); c++) {
            Map<String, Double> other = new HashMap<>(chosen);
            other.put(name, (double) c);
            Picked attempt = picked(other);
            long count = weights(hyperModel, attempt);
            if (count > most) {
              most = count;
              chosen = other;
            }
          }
          best = picked(chosen);
          weights(hyperModel, best);
        }
      }
    }
    return picked(chosen);
  }

  private static Picked picked(Map<String, Double> choices) {
    return new Picked(
        (name, distribution) ->
            distribution instanceof CategoricalDistribution
                ? choices.getOrDefault(name, 0.0)
                : highest(distribution));
  }

  private static double highest(Distribution distribution) {
    return distribution instanceof DoubleDistribution range
        ? range.high()
        : distribution.valueAt(distribution.cardinality().orElseThrow() - 1);
  }

  private static long weights(HyperModel hyperModel, HyperParameters hp) {
    try {
      return hyperModel.build(hp).architecture().weightCount(true);
    } catch (RuntimeException e) {
      return -1;
    }
  }
}
