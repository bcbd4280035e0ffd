package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.AfinaException;
import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that are set aside and go on. */
class PausingTest {

  @TempDir Path folder;

  /** Every step that was done, as "trial:step". */
  private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

  private final Storage storage = new InMemoryStorage();

  private StudyBuilder builder(Pruner pruner) {
    return Study.named("pausing")
        .pruner(pruner)
        .storage(storage)
        .seed(3)
        .sampler(new dev.afina.core.sampler.RandomSampler())
        .checkpoints(folder);
  }

  /** Its state is the sum of the steps so far, which is saved when it is set aside. */
  private double objective(Trial trial) throws IOException {
    double x = trial.suggestDouble("x", 0, 1);
    int step = 0;
    double sum = 0;
    Optional<Resume> resume = trial.resume();
    if (resume.isPresent()) {
      try {
        sum = Double.parseDouble(Files.readString(resume.get().directory().resolve("sum")));
        step = resume.get().step();
      } catch (NoSuchFileException e) {
        trial.restart("the checkpoint is missing");
      }
    }
    while (step < 9) {
      step++;
      steps.add(trial.number() + ":" + step);
      sum += x * step;
      trial.report(x + 1.0 / step, step);
      if (trial.shouldPause()) {
        Files.writeString(trial.checkpointDirectory().resolve("sum"), Double.toString(sum));
        throw new TrialPausedException();
      }
      if (trial.shouldPrune()) {
        throw new TrialPrunedException();
      }
    }
    return sum;
  }

  @Test
  void continuesTheBestTrialAndTrainsNothingTwice() {
    Study study = builder(new RungScheduler(4, 3, 9)).create();
    study.optimize(this::objective, Budget.unlimited());

    assertThat(steps).hasSize(4 * 3 + 6).doesNotHaveDuplicates();
    List<FrozenTrial> trials = study.trials();
    assertThat(trials)
        .extracting(FrozenTrial::state)
        .containsOnlyOnce(TrialState.COMPLETE)
        .contains(TrialState.PRUNED)
        .hasSize(4);
    FrozenTrial best = study.bestTrial().orElseThrow();
    double x = best.params().getDouble("x");
    assertThat(trials).allMatch(trial -> trial.params().getDouble("x") >= x);
    double sum = 0;
    for (int step = 1; step <= 9; step++) {
      sum += x * step;
    }
    assertThat(best.value()).contains(sum);
    assertThat(best.intermediateValues().keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(best.duration().orElseThrow()).isPositive();
  }

  @Test
  void removesTheCheckpointsOfTrialsThatAreNotContinued() throws IOException {
    Study study = builder(new RungScheduler(4, 3, 9)).create();
    study.optimize(this::objective, Budget.unlimited().inParallel(2));
    int best = study.bestTrial().orElseThrow().number();
    try (var left = Files.list(folder.resolve("pausing"))) {
      assertThat(left).containsExactly(folder.resolve("pausing").resolve("trial-" + best));
    }
    assertThat(study.trials())
        .filteredOn(trial -> trial.state() == TrialState.PRUNED)
        .allMatch(trial -> trial.reason().orElseThrow().contains("others were better"))
        .allMatch(trial -> trial.values().equals(List.of(trial.intermediateValues().get(3))));
  }

  @Test
  void prunesWhereAnObjectiveCannotBeSetAside() {
    Study study = builder(new RungScheduler(4, 3, 9)).create();
    study.optimize(
        trial -> {
          for (int step = 1; step <= 9; step++) {
            trial.report(step, step);
            assertThat(trial.shouldPause()).isFalse();
            if (trial.shouldPrune()) {
              throw new TrialPrunedException();
            }
          }
          return 1;
        },
        Budget.unlimited());
    assertThat(study.trials())
        .hasSize(4)
        .allMatch(trial -> trial.state() == TrialState.PRUNED)
        .allMatch(trial -> trial.reason().orElseThrow().equals("rung at step 3"));
  }

  @Test
  void tellsHowFarTheLegGoes() {
    List<Integer> goals = new ArrayList<>();
    Study study = builder(new RungScheduler(2, 3, 9)).create();
    study.optimize(
        trial -> {
          goals.add(trial.maxStep().orElseThrow());
          return objective(trial);
        },
        Budget.unlimited());
    assertThat(goals).containsExactly(3, 3, 9);
    Study.create()
        .create()
        .optimize(
            trial -> {
              assertThat(trial.maxStep()).isEmpty();
              return 1;
            },
            Budget.trials(1));
  }

  @Test
  void setsRunningTrialsAsideWhenTheTimeIsUpAndContinuesThemInTheNextRun() {
    Study study = builder(new RungScheduler(2, 3, 9)).create();
    study.optimize(
        trial -> {
          if (steps.isEmpty()) {
            Thread.sleep(30);
          }
          return objective(trial);
        },
        Budget.time(Duration.ofMillis(20)));
    FrozenTrial first = study.trials().get(0);
    assertThat(first.isPaused()).isTrue();
    assertThat(steps).containsExactly("0:1");

    Study again = builder(new RungScheduler(2, 3, 9)).load();
    again.optimize(this::objective, Budget.unlimited());
    assertThat(steps).hasSize(2 * 3 + 6).doesNotHaveDuplicates();
    assertThat(again.trials()).noneMatch(FrozenTrial::isPaused);
  }

  @Test
  void continuesAnInterruptedTrialWhereItWasSavedLast() {
    Study study = builder(Pruner.none()).create();
    Objective saving =
        trial -> {
          int step = trial.resume().map(Resume::step).orElse(0);
          while (step < 6) {
            step++;
            steps.add(trial.number() + ":" + step);
            trial.report(step, step);
            if (step % 2 == 0) {
              trial.checkpointed(step);
            }
            if (step == 5 && Collections.frequency(steps, "0:5") == 1) {
              study.interrupt();
            }
            if (trial.shouldPrune()) {
              throw new TrialPrunedException();
            }
          }
          return step;
        };
    study.optimize(saving, Budget.trials(1));
    assertThat(study.trials()).singleElement().matches(FrozenTrial::isPaused);

    study.optimize(saving, Budget.trials(1));

    assertThat(steps).containsExactly("0:1", "0:2", "0:3", "0:4", "0:5", "0:5", "0:6");
    FrozenTrial done = study.trials().get(0);
    assertThat(done.state()).isEqualTo(TrialState.COMPLETE);
    assertThat(done.intermediateValues())
        .isEqualTo(new TreeMap<>(Map.of(1, 1.0, 2, 2.0, 3, 3.0, 4, 4.0, 5, 5.0, 6, 6.0)));
  }

  @Test
  void beginsAgainWithoutItsCheckpointAndSaysSo() throws IOException {
    Study study = builder(new RungScheduler(2, 3, 9)).create();
    study.optimize(
        trial -> {
          trial
              .resume()
              .ifPresent(
                  resume -> {
                    try {
                      Files.delete(resume.directory().resolve("sum"));
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  });
          return objective(trial);
        },
        Budget.unlimited());
    FrozenTrial best = study.bestTrial().orElseThrow();
    assertThat(best.systemAttributes())
        .containsEntry(FrozenTrial.RESTARTED, "at step 3: the checkpoint is missing");
    assertThat(best.value().orElseThrow()).isEqualTo(sum(best.params().getDouble("x")));
    assertThat(steps).hasSize(3 + 3 + 9);
  }

  private static double sum(double x) {
    double sum = 0;
    for (int step = 1; step <= 9; step++) {
      sum += x * step;
    }
    return sum;
  }

  @Test
  void failsATrialThatSetsItselfAsideUnasked() {
    Study study = builder(new RungScheduler(1, 3, 9)).create();
    study.optimize(
        trial -> {
          throw new TrialPausedException();
        },
        Budget.trials(1));
    assertThat(study.trials())
        .singleElement()
        .satisfies(trial -> assertThat(trial.state()).isEqualTo(TrialState.FAIL))
        .satisfies(
            trial -> assertThat(trial.reason().orElseThrow()).contains("shouldPause() says it"));
  }

  @Test
  void refusesASchedulerInADeterministicStudy() {
    Storage storage = new InMemoryStorage();
    assertThatThrownBy(
            () -> builder(new RungScheduler(1, 3, 9)).storage(storage).deterministic(2).create())
        .isInstanceOf(AfinaException.class)
        .hasMessageContaining("scheduler rung")
        .hasMessageContaining("deterministic");
    assertThat(storage.studies()).isEmpty();
  }

  @Test
  void refusesToContinueWhatHasEnded() {
    Scheduler wrong =
        new Scheduler() {
          @Override
          public String name() {
            return "wrong";
          }

          @Override
          public PruneDecision decide(TrialHistory history, int row) {
            return PruneDecision.goOn();
          }

          @Override
          public Assignment next(TrialHistory history, boolean mayStart) {
            return history.size() == 0
                ? Assignment.start(new Leg(0, 1))
                : Assignment.proceed(0, new Leg(0, 3));
          }
        };
    Study study = builder(wrong).create();
    assertThatThrownBy(
            () ->
                study.optimize(
                    trial -> {
                      throw new TrialPrunedException();
                    },
                    Budget.trials(5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "scheduler wrong continues the trial of index 0, which is PRUNED; only one that is set"
                + " aside can go on");
  }

  @Test
  void asksAndSetsAside() throws IOException {
    Study study = builder(new RungScheduler(1, 1, 2)).create();
    Trial trial = study.ask();
    assertThat(trial.resume()).isEmpty();
    assertThatThrownBy(() -> study.pause(trial)).isInstanceOf(IllegalStateException.class);
    trial.report(0.5, 1);
    assertThat(trial.shouldPrune()).isFalse();
    assertThat(trial.shouldPause()).isTrue();
    Files.writeString(trial.checkpointDirectory().resolve("x"), "1");
    assertThat(study.pause(trial).isPaused()).isTrue();

    Trial again = study.ask();
    assertThat(again.number()).isZero();
    assertThatThrownBy(study::ask)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tell one first");
    Resume resume = again.resume().orElseThrow();
    assertThat(resume.step()).isEqualTo(1);
    assertThat(resume.reports()).isEqualTo(Map.of(1, 0.5));
    assertThat(resume.directory().resolve("x")).exists();
    again.report(0.25, 2);
    study.tell(again, 0.25);
    assertThatThrownBy(study::ask)
        .isInstanceOf(AfinaException.class)
        .hasMessageContaining("plan is complete");
  }

  @Test
  void tellsListenersOfTrialsThatAreSetAsideAndGoOn() {
    List<String> events = new ArrayList<>();
    Study study =
        builder(new RungScheduler(2, 3, 9))
            .listener(
                new StudyListener() {
                  @Override
                  public void trialStarted(Study of, Trial trial) {
                    events.add("start " + trial.number());
                  }

                  @Override
                  public void trialPaused(Study of, FrozenTrial trial) {
                    events.add("pause " + trial.number());
                  }

                  @Override
                  public void trialContinued(Study of, Trial trial) {
                    events.add("continue");
                  }

                  @Override
                  public void trialFinished(Study of, FrozenTrial trial) {
                    events.add(trial.state().name());
                  }
                })
            .create();
    study.optimize(this::objective, Budget.unlimited());
    assertThat(events)
        .containsExactly(
            "start 0", "pause 0", "start 1", "pause 1", "continue", "COMPLETE", "PRUNED");
  }
}
