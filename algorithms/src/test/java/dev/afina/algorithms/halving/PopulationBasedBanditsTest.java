package dev.afina.algorithms.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Pruner;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationBasedBanditsTest implements PopulationContract {

  private static final int MEMBERS = 6;
  private static final int INTERVAL = 2;
  private static final int STEPS = 40;
  private static final int SEEDS = 10;

  @TempDir Path folder;

  @Override
  public Scheduler scheduler(int members, int interval, int maxSteps) {
    return PopulationBasedBandits.of(members, interval, maxSteps).seed(2);
  }

  /** What a step gains: the best rate falls and the best decay rises while a trial trains. */
  private static double gain(double rate, double decay, int step) {
    double progress = (step - 1.0) / (STEPS - 1);
    double one = rate - (0.9 - 0.7 * progress);
    double other = decay - (0.2 + 0.6 * progress);
    return Math.exp(-(one * one + other * other) / (2 * 0.15 * 0.15));
  }

  private static double train(Trial trial) throws IOException {
    Optional<Resume> resume = trial.resume();
    int step = 0;
    double state = 0;
    if (resume.isPresent()) {
      step = resume.get().step();
      state = Double.parseDouble(Files.readString(resume.get().directory().resolve("state")));
    }
    double rate = trial.suggestDouble("rate", 0, 1);
    double decay = trial.suggestDouble("decay", 0, 1);
    String kind = trial.suggestCategorical("kind", "a", "b");
    while (step < STEPS) {
      step++;
      state += gain(rate, decay, step) * (kind.equals("a") ? 1 : 0.9);
      trial.report(state, step);
      if (trial.shouldPause()) {
        Files.writeString(trial.checkpointDirectory().resolve("state"), Double.toString(state));
        throw new TrialPausedException();
      }
    }
    return state;
  }

  private Study run(Pruner pruner, long seed, int workers) {
    Study study =
        Study.named("%s-%d-%d".formatted(pruner.name(), seed, workers))
            .maximize("state")
            .pruner(pruner)
            .sampler(new RandomSampler())
            .checkpoints(folder)
            .seed(seed)
            .create();
    study.optimize(PopulationBasedBanditsTest::train, Budget.unlimited().inParallel(workers));
    return study;
  }

  private double best(Pruner pruner, long seed) {
    return run(pruner, seed, 1).bestTrial().orElseThrow().value().orElseThrow();
  }

  /** Of 40, over twenty seeds, a mean of 28.0 against 18.4. */
  @Test
  void followsASchedulePerturbationDoesNotFind() {
    double bandits = 0;
    double perturbed = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      bandits += best(PopulationBasedBandits.of(MEMBERS, INTERVAL, STEPS).seed(seed), seed);
      perturbed += best(PopulationBasedTraining.of(MEMBERS, INTERVAL, STEPS).seed(seed), seed);
    }
    assertThat(bandits).isGreaterThan(1.2 * perturbed);
  }

  @Test
  void choosesTheSameCopiesWhateverTheNumberOfWorkers() {
    Pruner pruner = PopulationBasedBandits.of(10, 5, 20).seed(3);
    List<FrozenTrial> one = run(pruner, 4, 1).trials();
    assertThat(run(pruner, 4, 3).trials())
        .extracting(FrozenTrial::params)
        .isEqualTo(one.stream().map(FrozenTrial::params).toList());
    assertThat(one).filteredOn(trial -> trial.state() == TrialState.COMPLETE).hasSize(10);
    assertThat(one).hasSize(10 + 3 * 2);
    assertThat(one).extracting(FrozenTrial::params).doesNotHaveDuplicates();
  }

  @Test
  void refusesPopulationsThatCannotBe() {
    assertThatThrownBy(() -> PopulationBasedBandits.of(1, 5, 10)).hasMessageContaining("of 1");
    assertThatThrownBy(() -> PopulationBasedBandits.of(9, 11, 10))
        .hasMessageContaining("the interval (11)");
    assertThat(Pruners.named("pb2", Map.of("members", "4")))
        .isInstanceOf(PopulationBasedBandits.class);
  }
}
