package dev.afina.neural;

import dev.afina.neural.internal.UpdateRule;
import dev.afina.neural.optimizer.Schedule;

/** The learning rate of a fit: a schedule's, or else what callbacks make of the optimizer's. */
record FitRate(Fit fit, UpdateRule rule) {

  /** Whether it follows a schedule. */
  boolean scheduled() {
    return fit.schedule() != null;
  }

  double value() {
    return rule.learningRate();
  }

  /** Follows the schedule, if there is one. */
  void follow(int epoch, long step) {
    Schedule schedule = fit.schedule();
    if (schedule == null) {
      return;
    }
    long at = fit.scheduleCountsEpochs() ? epoch : step;
    double rate = schedule.at(at);
    if (!(rate >= 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException(
          "the schedule gives learning rate %s at step %d, expected a finite number of at least 0"
              .formatted(rate, at));
    }
    if (rate != rule.learningRate()) {
      rule.learningRate(rate);
    }
  }

  /** Changes it for a callback. */
  void change(double rate) {
    if (scheduled()) {
      throw new IllegalStateException(
          "the learning rate follows a schedule, so no callback can change it; leave one of both"
              + " out");
    }
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException(
          "learning rate is %s, expected a finite number above 0".formatted(rate));
    }
    rule.learningRate(rate);
  }
}
