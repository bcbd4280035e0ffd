package dev.afina.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.algorithms.gp.GaussianProcessSampler;
import dev.afina.algorithms.tpe.TpeSampler;
import dev.afina.core.RunAbortedException;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.Scale;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deterministic studies of samplers that learn. */
@Timeout(120)
class DeterministicTest {

  private static final int TRIALS = 40;

  static Stream<Named<Supplier<Sampler>>> samplers() {
    return Stream.of(
        Named.of("random", RandomSampler::new),
        Named.of("tpe", TpeSampler::create),
        Named.of("grouped tpe", () -> TpeSampler.create().grouped()),
        Named.of("univariate tpe", () -> TpeSampler.create().univariate()),
        Named.of("gp", GaussianProcessSampler::create));
  }

  private static StudyBuilder study(Supplier<Sampler> sampler) {
    return Study.named("study").sampler(sampler.get()).seed(11).deterministic(8);
  }

  /** Conditional; the corner of high rates fails, and what reports badly is pruned. */
  private static double objective(Trial trial) throws InterruptedException {
    double rate = trial.suggestDouble("rate", 1e-4, 1, Scale.LOG);
    linger();
    int layers = trial.suggestInt("layers", 1, 3);
    double loss = Math.abs(Math.log10(rate) + 2);
    for (int i = 0; i < layers; i++) {
      loss += Math.abs(trial.suggestInt("units_" + i, 8, 64, 8) - 40) / 40.0;
    }
    if (rate > 0.3) {
      throw new IllegalStateException("diverged");
    }
    for (int step = 1; step <= 4; step++) {
      linger();
      trial.report(loss + 1.0 / step, step);
      if (trial.shouldPrune()) {
        throw new TrialPrunedException();
      }
    }
    boolean bias = trial.suggestBoolean("bias");
    return bias ? loss : loss + 0.1;
  }

  private static void linger() throws InterruptedException {
    Thread.sleep(0, ThreadLocalRandom.current().nextInt(999_999));
  }

  private static Map<Integer, List<Object>> results(Study study) {
    Map<Integer, List<Object>> results = new TreeMap<>();
    for (FrozenTrial trial : study.trials()) {
      if (!trial.isLost()) {
        results.put(
            trial.index(),
            List.of(trial.state(), trial.params(), trial.values(), trial.intermediateValues()));
      }
    }
    return results;
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void givesTheSameTrialsForAnyNumberOfWorkers(Supplier<Sampler> sampler) {
    Study alone = study(sampler).create();
    alone.optimize(DeterministicTest::objective, Budget.trials(TRIALS));
    assertThat(alone.trials())
        .hasSize(TRIALS)
        .extracting(FrozenTrial::state)
        .contains(TrialState.COMPLETE, TrialState.PRUNED);
    for (int workers : new int[] {2, 4, 8}) {
      Study parallel = study(sampler).create();
      parallel.optimize(DeterministicTest::objective, Budget.trials(TRIALS).inParallel(workers));
      assertThat(results(parallel)).isEqualTo(results(alone));
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void goesOnAfterAbortsAsIfItHadNotStopped(Supplier<Sampler> sampler) {
    Study calm = study(sampler).create();
    calm.optimize(DeterministicTest::objective, Budget.trials(TRIALS).inParallel(8));

    Storage storage = new InMemoryStorage();
    Study part = study(sampler).storage(storage).create();
    for (int run = 1; results(part).size() < TRIALS; run++) {
      part = study(sampler).storage(storage).load();
      AtomicInteger left = new AtomicInteger(3 + 4 * run);
      try {
        part.optimize(
            trial -> {
              double value = objective(trial);
              if (left.decrementAndGet() == 0) {
                throw new RunAbortedException("the machine is gone", null);
              }
              return value;
            },
            Budget.trials(TRIALS).inParallel(1 + run * 3 % 8));
      } catch (RunAbortedException e) {
        assertThat(part.trials()).anyMatch(FrozenTrial::isLost);
      }
    }
    assertThat(results(part)).isEqualTo(results(calm));
  }
}
