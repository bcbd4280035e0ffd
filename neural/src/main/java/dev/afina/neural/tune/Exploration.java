package dev.afina.neural.tune;

import dev.afina.core.sampler.Uniform;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.GivenParameters;
import dev.afina.core.space.Hint;
import dev.afina.core.space.IntDistribution;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a hypermodel asks for, found out by building it again and again, with other choices and
 * other numbers: so branches and loops show, as far as {@link #MOST_BUILDS} builds reach. Nothing
 * is trained.
 */
final class Exploration {

  /** After so many builds no other one is tried. */
  static final int MOST_BUILDS = 512;

  /** A range of more integers is entered at its ends and its middle only. */
  private static final int MOST_INTEGERS = 32;

  /** After so many builds of values at random it is taken that no network can be built. */
  private static final int MOST_BEGINNINGS = 32;

  /** One build: what was asked for, in order, with the values. */
  private record Build(Map<String, @Nullable Object> values) {}

  private final HyperModel hyperModel;
  private final List<Build> builds = new ArrayList<>();
  private final Map<String, Distribution> distributions = new LinkedHashMap<>();
  private final Map<String, Hint> hints = new LinkedHashMap<>();
  private @Nullable Blueprint blueprint;
  private @Nullable Throwable failure;

  private Exploration(HyperModel hyperModel) {
    this.hyperModel = hyperModel;
  }

  static Exploration of(HyperModel hyperModel) {
    Exploration exploration = new Exploration(hyperModel);
    exploration.explore();
    return exploration;
  }

  private void explore() {
    Queue<Map<String, @Nullable Object>> open = new ArrayDeque<>();
    Set<List<@Nullable Object>> seen = new HashSet<>();
    enter(begin(), open, seen);
    while (!open.isEmpty() && builds.size() < MOST_BUILDS) {
      enter(build(open.remove()), open, seen);
    }
  }

  /** The defaults; where they build no network, the first values at random that do. */
  private Map<String, @Nullable Object> begin() {
    Map<String, @Nullable Object> values = build(Map.of());
    SplittableRandom random = new SplittableRandom(0);
    for (int i = 0; i < MOST_BEGINNINGS && blueprint == null; i++) {
      values = build(drawn(random));
    }
    return values;
  }

  private Map<String, @Nullable Object> drawn(SplittableRandom random) {
    Picked drawn = new Picked((name, distribution) -> Uniform.draw(distribution, random));
    try {
      hyperModel.build(drawn);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError | AssertionError e) {
      remember(e);
    }
    return drawn.params().toMap();
  }

  /** Adds a build, and its neighbours to those that are still to be made. */
  private void enter(
      Map<String, @Nullable Object> values,
      Queue<Map<String, @Nullable Object>> open,
      Set<List<@Nullable Object>> seen) {
    builds.add(new Build(values));
    for (String name : values.keySet()) {
      seen.add(pair(name, values.get(name)));
    }
    for (String name : values.keySet()) {
      for (Object other : others(distributions.get(name))) {
        if (seen.add(pair(name, other))) {
          Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
          changed.put(name, other);
          open.add(changed);
        }
      }
    }
  }

  private static List<@Nullable Object> pair(String name, @Nullable Object value) {
    List<@Nullable Object> pair = new ArrayList<>();
    pair.add(name);
    pair.add(value);
    return pair;
  }

  /** Builds with these values, and with the defaults of all others; what was asked for. */
  private Map<String, @Nullable Object> build(Map<String, @Nullable Object> given) {
    GivenParameters hp = GivenParameters.of(given);
    try {
      Blueprint built = hyperModel.build(hp);
      blueprint = blueprint == null ? built : blueprint;
      hyperModel.fit(hp, Fit.epochs(1));
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError | AssertionError e) {
      remember(e);
    }
    for (String name : hp.params().names()) {
      hp.params().space().distribution(name).ifPresent(d -> distributions.putIfAbsent(name, d));
      hints.putIfAbsent(name, hp.hint(name));
    }
    return hp.params().toMap();
  }

  /** Some configurations may not work; their trials, and the dry run, tell of them. */
  private void remember(Throwable thrown) {
    failure = failure == null ? thrown : failure;
  }

  private static List<@Nullable Object> others(@Nullable Distribution distribution) {
    List<@Nullable Object> values = new ArrayList<>();
    if (distribution instanceof CategoricalDistribution choice) {
      values.addAll(choice.choices());
    } else if (distribution instanceof IntDistribution range) {
      long count = range.cardinality().orElseThrow();
      if (count <= MOST_INTEGERS) {
        for (long rank = 0; rank < count; rank++) {
          values.add(range.toExternal(range.valueAt(rank)));
        }
      } else {
        values.add(range.low());
        values.add(range.toExternal(range.valueAt(count / 2)));
        values.add(range.high());
      }
    }
    return values;
  }

  /**
   * The first network that could be built, that of the defaults if that one can.
   *
   * @throws IllegalArgumentException if none could
   */
  Blueprint blueprint() {
    if (blueprint == null) {
      throw new IllegalArgumentException(
          "no configuration of the hypermodel that was tried builds a network, so that its metrics"
              + " are not known; the default one fails with: "
              + failure,
          failure);
    }
    return blueprint;
  }

  /** Values to begin with, of those parameters that have one. */
  Map<String, Object> defaults() {
    Map<String, Object> defaults = new LinkedHashMap<>();
    hints.forEach(
        (name, hint) -> {
          if (hint.start() != null) {
            defaults.put(name, hint.start());
          }
        });
    return defaults;
  }

  /** The parameters in the order they were found in. */
  List<Declared> parameters() {
    List<Declared> all = new ArrayList<>();
    List<String> before = new ArrayList<>();
    for (Map.Entry<String, Distribution> entry : distributions.entrySet()) {
      String name = entry.getKey();
      List<String> conditions = isAlwaysThere(name) ? List.of() : condition(name, before);
      all.add(
          new Declared(name, entry.getValue(), hints.getOrDefault(name, Hint.NONE), conditions));
      before.add(name);
    }
    return all;
  }

  private boolean isAlwaysThere(String name) {
    return builds.stream().allMatch(build -> build.values.containsKey(name));
  }

  /** The first parameter whose value tells whether this one is asked for. */
  private List<String> condition(String name, List<String> candidates) {
    for (String candidate : candidates) {
      Set<@Nullable Object> with = new HashSet<>();
      Set<@Nullable Object> without = new HashSet<>();
      boolean tells = true;
      for (Build build : builds) {
        boolean asked = build.values.containsKey(name);
        if (build.values.containsKey(candidate)) {
          (asked ? with : without).add(build.values.get(candidate));
        } else {
          tells &= !asked;
        }
      }
      Distribution distribution = distributions.get(candidate);
      if (tells && !without.isEmpty() && distribution != null && isDisjoint(with, without)) {
        return List.of(describe(candidate, distribution, with, without));
      }
    }
    return List.of("not always");
  }

  private static boolean isDisjoint(Set<@Nullable Object> one, Set<@Nullable Object> other) {
    return one.stream().noneMatch(other::contains);
  }

  private static String describe(
      String name,
      Distribution distribution,
      Set<@Nullable Object> with,
      Set<@Nullable Object> without) {
    if (distribution instanceof IntDistribution) {
      long least = with.stream().mapToLong(Exploration::number).min().orElseThrow();
      if (without.stream().mapToLong(Exploration::number).max().orElseThrow() < least) {
        return "%s >= %d".formatted(name, least);
      }
    }
    List<@Nullable Object> values = new ArrayList<>(others(distribution));
    values.retainAll(with);
    return "%s in %s".formatted(name, values);
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
