package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.RunAbortedException;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.neural.Model;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that are set aside and continued elsewhere, to the same bits. */
class PausedTrainingTest {

  private static final Dataset TRAIN = Problems.points(90, 1);
  private static final Dataset VALIDATION = Problems.points(40, 2);
  private static final int EPOCHS = 6;
  private static final int TRIALS = 3;

  @TempDir Path folder;

  private final Storage storage = new InMemoryStorage();

  private Study study(String name, Pruner pruner, StudyListener... listeners) {
    var builder =
        Study.named(name)
            .minimize("val_loss")
            .storage(storage)
            .sampler(new RandomSampler())
            .pruner(pruner)
            .checkpoints(folder.resolve("checkpoints"))
            .seed(5);
    List.of(listeners).forEach(builder::listener);
    return builder.createOrLoad();
  }

  private BestModel networks(String name) {
    return new BestModel(folder.resolve(name), List.of(Direction.MINIMIZE), TRIALS);
  }

  private static NetworkObjective objective(BestModel networks) {
    return new NetworkObjective(Problems.MODEL, TRAIN, VALIDATION, "val_loss", EPOCHS)
        .patience(4)
        .keeping(networks);
  }

  /** Trains all trials to their first rung; then this worker ends. */
  private void pauseAll(BestModel networks) {
    StudyListener leaving =
        new StudyListener() {
          @Override
          public void trialPaused(Study study, FrozenTrial trial) {
            if (trial.number() == TRIALS - 1) {
              study.stop();
            }
          }
        };
    Study first = study("paused", new Rungs(TRIALS, 2, EPOCHS), networks, leaving);
    first.optimize(objective(networks), Budget.unlimited());
    assertThat(first.trials())
        .hasSize(TRIALS)
        .allSatisfy(
            trial -> {
              assertThat(trial.state()).isEqualTo(TrialState.RUNNING);
              assertThat(trial.intermediateValues().keySet()).containsExactly(1, 2);
            });
  }

  @Test
  void continueOnAnotherWorkerAsIfTheyHadNeverStopped() {
    BestModel networks = networks("paused");
    pauseAll(networks);
    BestModel others = networks("paused");
    Study second = study("paused", new Rungs(TRIALS, 2, EPOCHS), others);
    second.optimize(objective(others), Budget.unlimited());

    BestModel neverStopped = networks("whole");
    Study whole = study("whole", Pruner.none(), neverStopped);
    whole.optimize(objective(neverStopped), Budget.trials(TRIALS));

    for (int i = 0; i < TRIALS; i++) {
      FrozenTrial paused = second.trials().get(i);
      FrozenTrial straight = whole.trials().get(i);
      assertThat(paused.params()).isEqualTo(straight.params());
      assertThat(paused.intermediateValues()).isEqualTo(straight.intermediateValues());
      assertThat(paused.values()).isEqualTo(straight.values());
      assertThat(paused.userAttributes()).isEqualTo(straight.userAttributes());
      try (Model one = Model.load(others.of(paused).orElseThrow());
          Model other = Model.load(neverStopped.of(straight).orElseThrow())) {
        assertThat(one.weights()).isEqualTo(other.weights());
        assertThat(one.evaluate(VALIDATION).loss()).isEqualTo(paused.values().get(0));
      }
    }
  }

  /** Counts epochs, and ends its worker between the save of an epoch and the next one. */
  private record Death(int epoch, AtomicInteger trained) implements Callback {
    @Override
    public void epochBegin(Training training) {
      if (training.epoch() == epoch) {
        throw new RunAbortedException("the worker died", null);
      }
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      trained.incrementAndGet();
    }
  }

  @Test
  void trainNothingTwiceWhereAWorkerDiesWhenItHasSavedTheLastEpochOfARung() {
    BestModel networks = networks("paused");
    AtomicInteger trained = new AtomicInteger();
    Study first = study("paused", new Rungs(TRIALS, 2, EPOCHS), networks);
    NetworkObjective dying =
        objective(networks).watchedBy((trial, execution) -> new Death(2, trained));
    assertThatThrownBy(() -> first.optimize(dying, Budget.unlimited()))
        .isInstanceOf(RunAbortedException.class);
    assertThat(first.trials().get(0).intermediateValues().keySet()).containsExactly(1, 2);

    Study second = study("paused", new Rungs(TRIALS, 2, EPOCHS), networks);
    second.optimize(
        objective(networks).watchedBy((trial, execution) -> new Death(-1, trained)),
        Budget.unlimited());
    Study whole = study("whole", Pruner.none());
    whole.optimize(objective(networks("whole")), Budget.trials(TRIALS));
    assertThat(trained.get())
        .isEqualTo(
            whole.trials().stream().mapToInt(trial -> trial.intermediateValues().size()).sum());
    assertThat(second.trials())
        .extracting(FrozenTrial::intermediateValues)
        .isEqualTo(whole.trials().stream().map(FrozenTrial::intermediateValues).toList());
  }

  private Path checkpoint(int trial) {
    return folder.resolve("checkpoints/paused/trial-%d".formatted(trial));
  }

  @Test
  void beginAgainWhereACheckpointIsMissingOrBrokenAndSaySo() throws IOException {
    BestModel networks = networks("paused");
    pauseAll(networks);
    Files.delete(checkpoint(0).resolve(TrialTraining.CHECKPOINT));
    Files.write(checkpoint(1).resolve(TrialTraining.CHECKPOINT), new byte[] {1, 2, 3});
    Study second = study("paused", new Rungs(TRIALS, 2, EPOCHS), networks);
    second.optimize(objective(networks), Budget.unlimited());

    Study whole = study("whole", Pruner.none());
    whole.optimize(objective(networks("whole")), Budget.trials(TRIALS));
    assertThat(second.trials())
        .extracting(FrozenTrial::values)
        .isEqualTo(whole.trials().stream().map(FrozenTrial::values).toList());
    assertThat(second.trials().get(0).systemAttributes().toString())
        .contains("the checkpoint is missing");
    assertThat(second.trials().get(1).systemAttributes().toString())
        .contains("the checkpoint cannot be read");
  }
}
