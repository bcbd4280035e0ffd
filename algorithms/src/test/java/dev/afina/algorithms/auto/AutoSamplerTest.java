package dev.afina.algorithms.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.sampler.Samplers;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class AutoSamplerTest {

  private static final Objective FLAT =
      trial -> {
        double x = trial.suggestDouble("x", 0, 1);
        double y = trial.suggestDouble("y", 0, 1);
        return Math.pow(x - 0.3, 2) + Math.pow(y - 0.8, 2);
      };

  private static final Objective CONDITIONAL =
      trial ->
          trial.suggestBoolean("deep")
              ? Math.pow(trial.suggestDouble("depth", 0, 1) - 0.2, 2)
              : 0.1 + trial.suggestDouble("width", 0, 1);

  private static List<FrozenTrial> trials(Objective objective, int count) {
    Study study = Study.create().minimize("loss").sampler(AutoSampler.create()).seed(3).create();
    study.optimize(objective, Budget.trials(count));
    return study.trials();
  }

  private static final class Listening extends Handler implements AutoCloseable {
    private final List<String> messages = new ArrayList<>();
    private final Logger logger = Logger.getLogger(AutoSampler.class.getName());

    private Listening() {
      logger.addHandler(this);
      logger.setLevel(Level.INFO);
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().equals(Level.INFO)) {
        messages.add(MessageFormat.format(record.getMessage(), record.getParameters()));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
      logger.setLevel(null);
    }
  }

  @Test
  void isFoundByItsName() {
    assertThat(Samplers.named("auto")).isInstanceOf(AutoSampler.class);
  }

  @Test
  void saysOnceWhatItChoseAndWhy() {
    try (Listening log = new Listening()) {
      trials(FLAT, 12);
      assertThat(log.messages)
          .containsExactly(
              "sampler auto chose a Gaussian process, and every fourth trial TPE while nothing"
                  + " improves: flat space of 2 parameters, fewer than 1,000 trials");
    }
  }

  @Test
  void saysWhenTheSpaceTurnsOutToBeConditional() {
    try (Listening log = new Listening()) {
      trials(CONDITIONAL, 30);
      assertThat(log.messages).hasSizeBetween(1, 2);
      assertThat(log.messages.get(log.messages.size() - 1))
          .contains("every second trial")
          .contains("conditional space of 3 parameters");
    }
  }

  @Test
  void findsTheBestBranch() {
    assertThat(trials(CONDITIONAL, 40))
        .anySatisfy(trial -> assertThat(trial.values().get(0)).isLessThan(1e-3));
  }

  @Test
  void aFailedTrialThatAskedForLittleMakesNoConditionalSpace() {
    Objective failsEarly =
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          if (trial.index() == 2) {
            throw new IllegalStateException("out of memory");
          }
          return x + trial.suggestDouble("y", 0, 1);
        };
    try (Listening log = new Listening()) {
      trials(failsEarly, 10);
      assertThat(log.messages).hasSize(1).first().asString().contains("flat space");
    }
  }
}
