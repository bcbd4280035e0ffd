package dev.afina.neural.optimizer;

/**
 * A learning rate that changes on the way: a function of the number of steps done, given to {@code
 * Fit.learningRate} to count batches or to {@code Fit.learningRatePerEpoch} to count epochs.
 *
 * <p>The methods of this interface make the usual ones; a lambda makes any other. Implementations
 * hold no state, so a training that is resumed goes on at the right rate by itself.
 */
@FunctionalInterface
public interface Schedule {

  /** Share of a {@link #oneCycle} in which the rate grows, as in PyTorch. */
  double ONE_CYCLE_GROWTH = 0.3;

  /** How much smaller than the largest rate a {@link #oneCycle} starts, as in PyTorch. */
  double ONE_CYCLE_START = 25;

  /** How much smaller than its start a {@link #oneCycle} ends, as in PyTorch. */
  double ONE_CYCLE_END = 1e4;

  /**
   * The learning rate.
   *
   * @param step number of steps done, from 0
   * @return finite and at least 0
   */
  double at(long step);

  /** Always the same rate. */
  static Schedule constant(double rate) {
    Checks.above("constant schedule", "rate", rate);
    return step -> rate;
  }

  /**
   * start · factor^(step / steps), Keras's {@code ExponentialDecay}.
   *
   * @param start rate at step 0, above 0
   * @param factor what {@code steps} steps multiply the rate by, in (0, 1]
   * @param steps at least 1
   */
  static Schedule exponential(double start, double factor, long steps) {
    Schedules.checkDecay("exponential schedule", start, factor, steps);
    return step -> start * Math.pow(factor, (double) step / steps);
  }

  /**
   * start · factor^⌊step / steps⌋: {@link #exponential} in stairs, PyTorch's {@code StepLR}.
   *
   * @param start rate at step 0, above 0
   * @param factor of every stair, in (0, 1]
   * @param steps length of a stair, at least 1
   */
  static Schedule step(double start, double factor, long steps) {
    Schedules.checkDecay("step schedule", start, factor, steps);
    return step -> start * Math.pow(factor, (double) Math.floorDiv(step, steps));
  }

  /**
   * The rate {@code rates[i]} before step {@code boundaries[i]}, and the last rate from the last
   * boundary on; PyTorch's {@code MultiStepLR}. Keras's {@code PiecewiseConstantDecay} changes one
   * step later.
   *
   * @param boundaries increasing
   * @param rates one more than boundaries
   */
  static Schedule piecewise(long[] boundaries, double... rates) {
    return Schedules.piecewise(boundaries.clone(), rates.clone());
  }

  /**
   * start / (1 + decay·step / steps), Keras's {@code InverseTimeDecay}.
   *
   * @param start rate at step 0, above 0
   * @param decay above 0
   * @param steps at least 1
   */
  static Schedule inverseTime(double start, double decay, long steps) {
    Checks.above("inverse time schedule", "start", start);
    Checks.above("inverse time schedule", "decay", decay);
    Schedules.checkSteps("inverse time schedule", steps);
    return step -> start / (1 + decay * step / steps);
  }

  /**
   * (start − end)·(1 − step / steps)^power + end, and {@code end} from then on; Keras's {@code
   * PolynomialDecay}. The power 1 is a line.
   *
   * @param start rate at step 0, above 0
   * @param end rate at the end, at least 0
   * @param power above 0
   * @param steps at least 1
   */
  static Schedule polynomial(double start, double end, double power, long steps) {
    Schedules.checkEnds("polynomial schedule", start, end, steps);
    Checks.above("polynomial schedule", "power", power);
    return step -> (start - end) * Math.pow(1 - Schedules.share(step, steps), power) + end;
  }

  /**
   * Half a cosine from start to end, and {@code end} from then on; Loshchilov and Hutter 2017,
   * equation 5, Keras's {@code CosineDecay}.
   *
   * @param start rate at step 0, above 0
   * @param end rate at the end, at least 0
   * @param steps at least 1
   */
  static Schedule cosine(double start, double end, long steps) {
    Schedules.checkEnds("cosine schedule", start, end, steps);
    return step -> Schedules.cosine(start, end, Schedules.share(step, steps));
  }

  /**
   * {@link #cosine} over and over, each time {@code growth} times as long; <a
   * href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2017</a>, T₀ and Tₘᵤₗₜ there.
   *
   * @param start rate at the start of every period, above 0
   * @param end rate that a period approaches, at least 0
   * @param steps length of the first period, at least 1
   * @param growth a whole number, at least 1
   */
  static Schedule cosineRestarts(double start, double end, long steps, int growth) {
    Schedules.checkEnds("cosine schedule with restarts", start, end, steps);
    if (growth < 1) {
      throw new IllegalArgumentException(
          "cosine schedule with restarts has growth %d, expected at least 1".formatted(growth));
    }
    return step -> {
      long begin = 0;
      long length = steps;
      while (step - begin >= length) {
        begin += length;
        length = growth == 1 ? length : Math.multiplyExact(length, growth);
      }
      return Schedules.cosine(start, end, (double) (step - begin) / length);
    };
  }

  /**
   * Up to the largest rate and down to almost nothing, by halves of cosines; <a
   * href="https://arxiv.org/abs/1708.07120">Smith and Topin 2018</a> in the form of PyTorch's
   * {@code OneCycleLR}, which leaves the momentum alone here.
   *
   * @param largest rate after {@value #ONE_CYCLE_GROWTH} of the steps, above 0
   * @param steps of the whole training, at least 2
   */
  static Schedule oneCycle(double largest, long steps) {
    Checks.above("one-cycle schedule", "largest rate", largest);
    if (steps < 2) {
      throw new IllegalArgumentException(
          "one-cycle schedule has %d steps, expected at least 2".formatted(steps));
    }
    double start = largest / ONE_CYCLE_START;
    double top = ONE_CYCLE_GROWTH * steps - 1;
    return step ->
        step <= top
            ? Schedules.cosine(start, largest, step / top)
            : Schedules.cosine(
                largest, start / ONE_CYCLE_END, Math.min(1, (step - top) / (steps - 1 - top)));
  }

  /**
   * This schedule behind a line from almost 0 up to its own start: for so many steps the rate is
   * {@code at(0)·(step + 1) / (steps + 1)}, then this schedule begins.
   *
   * @param steps at least 1
   */
  default Schedule afterWarmUp(long steps) {
    Schedules.checkSteps("warm-up", steps);
    return step -> step < steps ? at(0) * (step + 1) / (steps + 1) : at(step - steps);
  }
}
