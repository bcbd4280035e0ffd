package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private final List<Double> seen = new ArrayList<>();

  private static Study study(RetryPolicy policy) {
    return Study.create().sampler(new RandomSampler()).seed(7).retry(policy).create();
  }

  /** Fails at its first so many calls. */
  private Objective failing(int times, Exception failure) {
    return trial -> {
      double x = x(trial);
      seen.add(x);
      if (seen.size() <= times) {
        throw failure;
      }
      return x;
    };
  }

  private static double x(Trial trial) {
    return trial.suggestDouble("x", 0, 1);
  }

  @Test
  void triesAFailureAgainWithTheSameParameters() {
    Study study = study(RetryPolicy.standard().failures(2).after(Duration.ofMillis(1)));
    study.optimize(failing(2, new IOException("no network")), Budget.trials(2));

    List<FrozenTrial> trials = study.trials();
    assertThat(trials).extracting(FrozenTrial::index).containsExactly(0, 0, 0, 1);
    assertThat(trials.subList(0, 2))
        .allMatch(FrozenTrial::isLost)
        .allMatch(trial -> trial.reason().orElseThrow().equals("IOException: no network"));
    assertThat(trials.get(2).state()).isEqualTo(TrialState.COMPLETE);
    assertThat(trials.get(2).retryHistory()).containsExactly(0, 1);
    assertThat(seen.get(1)).isEqualTo(seen.get(0));
    assertThat(seen.get(2)).isEqualTo(seen.get(0));
    assertThat(seen.get(3)).isNotEqualTo(seen.get(0));
  }

  @Test
  void failsATrialThatWasTriedOftenEnough() {
    Study study = study(RetryPolicy.standard().failures(1));
    study.optimize(failing(2, new IOException("no network")), Budget.trials(2));

    assertThat(study.trials())
        .extracting(FrozenTrial::state)
        .containsExactly(TrialState.FAIL, TrialState.FAIL, TrialState.COMPLETE);
    assertThat(study.trials()).extracting(FrozenTrial::index).containsExactly(0, 0, 1);
    assertThat(study.trials().get(1).isLost()).isFalse();
  }

  @Test
  void triesOnlyTheNamedCausesAgain() {
    Study study =
        study(
            RetryPolicy.standard()
                .failures(3)
                .causedBy(List.of(IOException.class, OutOfMemoryError.class)));
    study.optimize(failing(1, new IllegalStateException("wrong")), Budget.trials(1));
    assertThat(study.trials()).singleElement().matches(trial -> !trial.isLost());
  }

  @Test
  void triesNoFailureAgainUnlessAsked() {
    Study study = study(RetryPolicy.standard());
    study.optimize(failing(1, new IOException("no network")), Budget.trials(1));
    assertThat(study.trials()).hasSize(1);
  }

  @Test
  void refusesWhatMakesNoSense() {
    RetryPolicy policy = RetryPolicy.standard();
    assertThatThrownBy(() -> policy.failures(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy.lostWorkers(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy.after(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy.causedBy(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
