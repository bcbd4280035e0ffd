package dev.afina.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.core.storage.StudyRecord;
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
