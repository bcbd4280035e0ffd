package dev.afina.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.algorithms.gp.SurrogateSlice;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a model makes of one parameter, the others held where they are: its mean and deviation on a
 * grid, the acquisition there, what was observed, and where the next trial would be.
 *
 * @param parameter its name
 * @param log whether its scale is logarithmic
 * @param grid ascending values of the parameter, at least 2
 * @param mean the model's mean at each of them, as values of the objective
 * @param deviation its standard deviation there
 * @param acquisition what the next trial maximises, there
 * @param criterion the name of that, such as {@code log EI}
 * @param next the parameter's value in the next trial
 * @param observed what was measured
 * @param note a sentence on what is held where, such as {@code The other parameters are those of
 *     the best trial.}; empty for none
 */
public record SurrogateCurve(
    String parameter,
    boolean log,
    List<Double> grid,
    List<Double> mean,
    List<Double> deviation,
    List<Double> acquisition,
    String criterion,
    double next,
    List<Observation> observed,
    String note) {

  private static final int DIGITS = 7;

  /** How far below its greatest value a logarithmic acquisition is drawn. */
  private static final double DEPTH = 20;

  private static final int POINTS = 201;

  /**
   * A measured value.
   *
   * @param at the parameter's value
   * @param value the objective's
   */
  public record Observation(double at, double value) {}

  /** Copies the lists and checks that they are equally long. */
  public SurrogateCurve {
    grid = List.copyOf(grid);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    acquisition = List.copyOf(acquisition);
    observed = List.copyOf(observed);
    int size = grid.size();
    if (size < 2 || mean.size() != size || deviation.size() != size || acquisition.size() != size) {
      throw new IllegalArgumentException(
          "%d grid points, %d means, %d deviations and %d acquisitions; expected equally many, at least 2"
              .formatted(size, mean.size(), deviation.size(), acquisition.size()));
    }
  }

  /**
   * What the Gaussian process of the sampler {@code gp} makes of one parameter, the others held at
   * those of the best trial.
   *
   * @param study of one objective
   * @param parameter the name of a numeric parameter
   * @throws IllegalArgumentException if there is no such parameter or too little to fit
   */
  public static SurrogateCurve of(StudyRecord study, List<FrozenTrial> trials, String parameter) {
    double[] signs =
        study.directions().stream().mapToDouble(d -> d == Direction.MAXIMIZE ? -1 : 1).toArray();
    TrialTable history = new TrialTable(signs);
    List<Observation> observed = new ArrayList<>();
    boolean log = false;
    for (FrozenTrial trial : trials) {
      history.put(trial);
      int position = trial.params().space().position(parameter);
      if (position < 0) {
        continue;
      }
      log |= isLog(trial.params().space().distribution(position));
      if (trial.state() == TrialState.COMPLETE && Double.isFinite(trial.values().get(0))) {
        observed.add(new Observation(trial.params().internal(position), trial.values().get(0)));
      }
    }
    long seed =
        study.systemAttributes().get(StudyBuilder.SEED) instanceof Number n ? n.longValue() : 0;
    SurrogateSlice slice = SurrogateSlice.of(history, parameter, POINTS, seed);
    boolean alone =
        trials.stream().allMatch(trial -> variesAtMost(trial.params().space(), parameter));
    double top = Collections.max(slice.acquisition());
    return new SurrogateCurve(
        parameter,
        log,
        slice.values(),
        slice.mean().stream().map(mean -> signs[0] * mean).toList(),
        slice.deviation(),
        slice.acquisition().stream().map(value -> Math.max(value, top - DEPTH)).toList(),
        "log EI",
        slice.next(),
        observed,
        alone
            ? ""
            : "The other parameters are held at those of the best trial; the trials had others.");
  }

  private static boolean variesAtMost(SearchSpace space, String parameter) {
    return space.names().stream()
        .allMatch(
            name ->
                name.equals(parameter) || space.distribution(space.position(name)).isSinglePoint());
  }

  private static boolean isLog(Distribution range) {
    return (range instanceof DoubleDistribution real && real.scale() == Scale.LOG)
        || (range instanceof IntDistribution whole && whole.scale() == Scale.LOG);
  }

  ObjectNode toJson(StudyRecord study, int objective) {
    ObjectNode object = Json.object().put("name", parameter).put("log", log);
    object.put("target", Columns.of(study, List.of()).metrics().get(objective));
    object.set("grid", numbers(grid));
    object.set("mean", numbers(mean));
    object.set("deviation", numbers(deviation));
    object.set("acquisition", numbers(acquisition));
    object.put("criterion", criterion).put("next", next);
    ArrayNode points = object.putArray("observed");
    observed.forEach(point -> points.add(numbers(List.of(point.at(), point.value()))));
    return object.put("note", note.isEmpty() ? null : note);
  }

  private static ArrayNode numbers(List<Double> values) {
    ArrayNode array = Json.array();
    values.forEach(value -> array.add(Json.compact(Numbers.rounded(value, DIGITS))));
    return array;
  }
}
