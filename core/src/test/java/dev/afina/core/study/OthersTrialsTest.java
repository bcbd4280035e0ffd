package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.pruner.MedianPruner;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Others' trials are read before each start, but only where something depends on them. */
class OthersTrialsTest {

  private static final int TRIALS = 200;

  private final AtomicInteger reads = new AtomicInteger();
  private final Storage storage = slowToRead(new InMemoryStorage());

  /** A storage that takes some time to be read, as those of servers do. */
  private Storage slowToRead(Storage behind) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("trials")) {
                reads.incrementAndGet();
                Thread.sleep(10);
              }
              try {
                return method.invoke(behind, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Study study(Pruner pruner) {
    return Study.named("s")
        .storage(storage)
        .sampler(new RandomSampler())
        .pruner(pruner)
        .createOrLoad();
  }

  private static double objective(Trial trial) {
    return trial.suggestDouble("x", 0, 1);
  }

  @Test
  void areNotReadForEachTrialWhereNothingDependsOnThem() {
    study(Pruner.none()).optimize(OthersTrialsTest::objective, Budget.trials(TRIALS));
    assertThat(reads.get()).isLessThan(TRIALS / 2);
    assertThat(study(Pruner.none()).trials()).hasSize(TRIALS);
  }

  @Test
  void areReadForEachTrialWhereAPrunerComparesThem() {
    study(MedianPruner.afterWarmup(5)).optimize(OthersTrialsTest::objective, Budget.trials(30));
    assertThat(reads.get()).isGreaterThanOrEqualTo(30);
  }

  @Test
  void areReadForEachTrialInASpaceThatIsSoonExhausted() {
    Study study = study(Pruner.none());
    Study other = study(Pruner.none());
    study.optimize(trial -> trial.suggestInt("n", 1, 9), Budget.trials(4));
    other.optimize(trial -> trial.suggestInt("n", 1, 9), Budget.trials(8));
    study.optimize(trial -> trial.suggestInt("n", 1, 9), Budget.unlimited());
    assertThat(study.trials().stream().map(trial -> trial.params().get("n")).distinct().count())
        .isEqualTo(9)
        .isEqualTo(study.trials().size());
  }

  @Test
  void goOnInTheEndIfTheirWorkersHaveSetThemAside() {
    Study study = study(Pruner.none());
    study.optimize(
        trial -> {
          if (trial.number() == 5) {
            setAnotherAside(study);
          }
          return objective(trial);
        },
        Budget.trials(20));
    assertThat(study.trials())
        .hasSize(20)
        .extracting(FrozenTrial::state)
        .containsOnly(TrialState.COMPLETE);
  }

  private void setAnotherAside(Study study) {
    FrozenTrial other =
        storage
            .startTrial(
                study.ledger().study().id(), new TrialStart(Worker.current(), OptionalInt.empty()))
            .orElseThrow();
    storage.pause(other.id(), new TrialPause(other.params(), Map.of(), Map.of(), Map.of()));
  }
}
