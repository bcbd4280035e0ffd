package dev.afina.algorithms.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Pruners;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationBasedTrainingTest implements PopulationContract {

  private static final int STEPS = 20;

  @TempDir Path folder;

  @Override
  public Scheduler scheduler(int members, int interval, int maxSteps) {
    return PopulationBasedTraining.of(members, interval, maxSteps).seed(2);
  }

  /** The state after each step, by "trial:step". */
  private final Map<String, Double> states = new ConcurrentHashMap<>();

  /** What each copy began with. */
  private final Map<Integer, Double> beginnings = new ConcurrentHashMap<>();

  private double train(Trial trial) throws IOException {
    Optional<Resume> resume = trial.resume();
    int step = 0;
    double state = 1;
    if (resume.isPresent()) {
      step = resume.get().step();
      state = Double.parseDouble(Files.readString(resume.get().directory().resolve("state")));
      if (resume.get().reports().isEmpty()) {
        beginnings.put(trial.number(), state);
      }
    }
    double rate = trial.suggestDouble("rate", 0, 0.2);
    int width = trial.suggestInt("width", 10, 100, 10);
    String kind = trial.suggestCategorical("kind", "a", "b");
    while (step < STEPS) {
      step++;
      state *= 1 - rate;
      states.put(trial.number() + ":" + step, state);
      trial.report(state + width / 1e4 + (kind.equals("a") ? 0 : 1e-3), step);
      if (trial.shouldPause()) {
        Files.writeString(trial.checkpointDirectory().resolve("state"), Double.toString(state));
        throw new TrialPausedException();
      }
    }
    return state;
  }

  private Study run(int workers) {
    Study study =
        Study.named("pbt" + workers)
            .pruner(PopulationBasedTraining.of(10, 5, STEPS).seed(1))
            .sampler(new RandomSampler())
            .checkpoints(folder)
            .seed(5)
            .create();
    study.optimize(this::train, Budget.unlimited().inParallel(workers));
    return study;
  }

  @Test
  void replacesTheWorstByChangedCopiesOfTheBest() {
    Study study = run(1);
    List<FrozenTrial> trials = study.trials();
    List<FrozenTrial> copies =
        trials.stream()
            .filter(trial -> trial.systemAttributes().containsKey(FrozenTrial.COPY_OF))
            .toList();

    assertThat(copies).hasSize(2 * 3);
    assertThat(trials).hasSize(16).allMatch(trial -> trial.state().isFinished());
    assertThat(trials).filteredOn(t -> t.state() == TrialState.COMPLETE).hasSize(10);
    for (FrozenTrial copy : copies) {
      int parent =
          Integer.parseInt(String.valueOf(copy.systemAttributes().get(FrozenTrial.COPY_OF)));
      int step = copy.intermediateValues().firstKey() - 1;
      assertThat(step % 5).isZero();
      assertThat(beginnings.get(copy.number())).isEqualTo(states.get(parent + ":" + step));
      assertThat(copy.params()).isNotEqualTo(trials.get(parent).params());
    }
    double alone = Math.pow(1 - bestRate(trials.subList(0, 10)), STEPS);
    assertThat(study.bestTrial().orElseThrow().value().orElseThrow()).isLessThan(alone);
  }

  private static double bestRate(List<FrozenTrial> trials) {
    return trials.stream()
        .mapToDouble(trial -> trial.params().getDouble("rate"))
        .max()
        .orElseThrow();
  }

  @Test
  void doesTheSameWithSeveralWorkers() {
    assertThat(run(3).trials())
        .extracting(trial -> trial.state())
        .containsExactlyInAnyOrderElementsOf(
            run(1).trials().stream().map(trial -> trial.state()).toList());
  }

  @Test
  void refusesPopulationsThatCannotBe() {
    assertThatThrownBy(() -> PopulationBasedTraining.of(1, 5, 10)).hasMessageContaining("of 1");
    assertThatThrownBy(() -> PopulationBasedTraining.of(9, 11, 10))
        .hasMessageContaining("the interval (11)");
    assertThat(Pruners.named("pbt", Map.of("members", "4")))
        .isInstanceOf(PopulationBasedTraining.class);
  }
}
