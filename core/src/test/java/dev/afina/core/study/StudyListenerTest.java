package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StudyListenerTest {

  private static class Recording implements StudyListener {
    private final List<String> events = new ArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();

    private void event(String text) {
      assertThat(inside.incrementAndGet()).isEqualTo(1);
      events.add(text);
      inside.decrementAndGet();
    }

    @Override
    public void trialStarted(Study study, Trial trial) {
      event("started " + trial.number());
    }

    @Override
    public void trialReported(Study study, Trial trial, double value, int step) {
      event("reported " + trial.number() + " " + value + " at " + step);
    }

    @Override
    public void trialFinished(Study study, FrozenTrial trial) {
      event("finished " + trial.number() + " " + trial.state());
      assertThat(study.trials()).contains(trial);
      assertThat(study.bestTrial().map(FrozenTrial::state)).isNotEqualTo(TrialState.RUNNING);
    }
  }

  private static double objective(Trial trial) {
    trial.report(0.5, 0);
    trial.report(0.7, 0);
    return 1;
  }

  @Test
  void hearsOfEveryEventInOrder() {
    Recording listener = new Recording();
    Study study = Study.create().pruner(Pruner.none()).listener(listener).create();
    study.optimize(StudyListenerTest::objective, Budget.trials(2));
    assertThat(listener.events)
        .containsExactly(
            "started 0",
            "reported 0 0.5 at 0",
            "finished 0 COMPLETE",
            "started 1",
            "reported 1 0.5 at 0",
            "finished 1 COMPLETE");
  }

  @Test
  void hearsOfOneEventAtATime() {
    Recording listener = new Recording();
    Study study = Study.create().pruner(Pruner.none()).listener(listener).create();
    study.optimize(StudyListenerTest::objective, Budget.trials(100).inParallel(4));
    assertThat(listener.events).hasSize(300).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"started", "reported", "finished"})
  void endsTheRunByThrowing(String when) {
    Recording listener =
        new Recording() {
          @Override
          public void trialStarted(Study study, Trial trial) {
            fail("started");
          }

          @Override
          public void trialReported(Study study, Trial trial, double value, int step) {
            fail("reported");
          }

          @Override
          public void trialFinished(Study study, FrozenTrial trial) {
            fail("finished");
          }

          private void fail(String event) {
            if (event.equals(when)) {
              throw new IllegalStateException("no more of " + event);
            }
          }
        };
    Study study = Study.create().listener(listener).create();
    assertThatThrownBy(() -> study.optimize(StudyListenerTest::objective, Budget.trials(5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no more of " + when);
    assertThat(study.trials()).hasSize(1);
    assertThat(study.trials().get(0).state().isFinished()).isTrue();
    assertThat(study.trials().get(0).isLost()).isEqualTo(!when.equals("finished"));
  }
}
