package dev.afina.algorithms.cma;

import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The evolution that a history tells: every λ ended trials, in the order of their indices, are a
 * generation.
 *
 * <p>Kept between calls are the last {@value #KEPT} generations, and what they were made of; what
 * has changed since is made again.
 */
final class Replay {

  private static final int KEPT = 32;
  private static final String DRAW = "cma-es:";

  private final Options options;
  private SearchSpace space = SearchSpace.empty();
  private Coordinate[] coordinates = new Coordinate[0];
  private long seed;
  private Members sources = new Members(space, 0, 0);
  private Members members = new Members(space, 0, 0);
  private final Deque<Stage> stages = new ArrayDeque<>();

  /** What stands after so many members. */
  private record Stage(int members, int restarts, Evolution evolution, Stagnation stagnation) {}

  Replay(Options options) {
    this.options = options;
  }

  Coordinate[] coordinates() {
    return coordinates;
  }

  /** The distribution that the next trial is drawn from. */
  Evolution evolution(SamplingContext context, SearchSpace joint) {
    TrialHistory history = context.history();
    long now = context.sharedRandom(DRAW).nextLong();
    if (!joint.equals(space) || seed != now) {
      space = joint;
      seed = now;
      coordinates = new Coordinate[joint.size()];
      for (int j = 0; j < coordinates.length; j++) {
        coordinates[j] = new Coordinate(joint.distribution(j));
      }
      sources = new Members(joint, 0, options.warmStart());
      members = new Members(joint, options.warmStart(), Integer.MAX_VALUE);
      stages.clear();
    }
    int known = sources.size();
    if (sources.update(history) != known || known != sources.size()) {
      stages.clear();
    }
    int unchanged = members.update(history);
    while (!stages.isEmpty() && stages.getLast().members > unchanged) {
      stages.removeLast();
    }
    Stage stage = stages.isEmpty() ? first() : stages.getLast();
    for (Stage next = after(stage, context); next != null; next = after(stage, context)) {
      stage = next;
      stages.addLast(stage);
      if (stages.size() > KEPT) {
        stages.removeFirst();
      }
    }
    return stage.evolution;
  }

  private Stage first() {
    int[] ranked = sources.ranked(0, sources.size());
    int usable = 0;
    while (usable < ranked.length && !Double.isNaN(sources.loss(ranked[usable]))) {
      usable++;
    }
    double[][] points = new double[usable][coordinates.length];
    for (int i = 0; i < usable; i++) {
      for (int j = 0; j < coordinates.length; j++) {
        points[i][j] = coordinates[j].of(sources.internals(ranked[i])[j]);
      }
    }
    Start start =
        usable == 0
            ? Start.central(coordinates.length, options.sigma())
            : Start.warm(points, ranked.length);
    return start(start, options.population(coordinates.length), 0, 0);
  }

  private Stage start(Start start, int population, int members, int restarts) {
    Evolution evolution =
        Evolution.start(start, population, options.adaptive()).withMargin(coordinates);
    return new Stage(members, restarts, evolution, Stagnation.of(evolution));
  }

  /** One more generation, if there are the members for it. */
  private @Nullable Stage after(Stage stage, SamplingContext context) {
    Evolution evolution = stage.evolution;
    int population = evolution.population();
    if (members.size() - stage.members < population) {
      return null;
    }
    int[] ranked = members.ranked(stage.members, population);
    double[][] steps = new double[population][];
    for (int i = 0; i < population; i++) {
      int row = members.row(ranked[i]);
      steps[i] =
          Individual.of(
              evolution,
              coordinates,
              members.internals(ranked[i]),
              context.sharedRandom(DRAW + row),
              context.sharedRandom(DRAW + "cell:" + row));
    }
    int end = stage.members + population;
    Evolution next = evolution.after(steps).withMargin(coordinates);
    Stagnation stagnation =
        stage.stagnation.after(next, members.loss(ranked[0]), members.loss(ranked[population - 1]));
    if (!stagnation.isOver(next)) {
      return new Stage(end, stage.restarts, next, stagnation);
    }
    if (!options.restarts()) {
      return new Stage(end, stage.restarts, evolution, stage.stagnation);
    }
    int restart = stage.restarts + 1;
    Start anywhere =
        Start.random(
            coordinates.length, options.sigma(), context.sharedRandom(DRAW + "restart:" + restart));
    return start(anywhere, 2 * population, end, restart);
  }

  /** The random numbers that a trial is drawn with. */
  static java.util.random.RandomGenerator random(SamplingContext context) {
    return context.sharedRandom(DRAW + context.index());
  }
}
