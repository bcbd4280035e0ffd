package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.Direction;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.neural.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training as the objective of a study. */
class NetworkObjectiveTest {

  private static final Dataset TRAIN = Problems.points(120, 1);
  private static final Dataset VALIDATION = Problems.points(60, 2);

  @TempDir Path folder;

  private static NetworkObjective objective(String metric, int epochs) {
    return new NetworkObjective(Problems.MODEL, TRAIN, VALIDATION, metric, epochs);
  }

  private static Study study() {
    return builder().create();
  }

  private static StudyBuilder builder() {
    return Study.create()
        .maximize("val_accuracy")
        .sampler(new RandomSampler())
        .pruner(Pruner.none())
        .seed(3);
  }

  private static List<FrozenTrial> run(Study study, NetworkObjective objective, int parallel) {
    study.optimize(objective, Budget.trials(4).inParallel(parallel));
    return study.trials();
  }

  @Test
  void reportsEveryEpochAndIsWorthTheBest() {
    FrozenTrial trial = run(study(), objective("val_accuracy", 5), 1).get(0);

    assertThat(trial.intermediateValues().keySet()).containsExactly(1, 2, 3, 4, 5);
    double best =
        trial.intermediateValues().values().stream().mapToDouble(v -> v).max().orElseThrow();
    assertThat(trial.values()).containsExactly(best);
    Object epoch = trial.userAttributes().get("best_epoch");
    assertThat(trial.intermediateValues())
        .hasEntrySatisfying(
            Integer.valueOf(String.valueOf(epoch)), v -> assertThat(v).isEqualTo(best));
    assertThat(trial.userAttributes()).containsKeys("weights", "epochs");
  }

  @Test
  void givesTheSameTrialsWhateverRunsBesideThem() {
    Study one = builder().deterministic(2).create();
    Study two = builder().deterministic(2).create();
    List<FrozenTrial> alone = run(one, objective("val_accuracy", 4), 1);
    List<FrozenTrial> beside = run(two, objective("val_accuracy", 4), 2);

    assertThat(beside).extracting(FrozenTrial::params).isEqualTo(map(alone, FrozenTrial::params));
    assertThat(beside)
        .extracting(FrozenTrial::intermediateValues)
        .isEqualTo(map(alone, FrozenTrial::intermediateValues));
  }

  private static <T> List<T> map(
      List<FrozenTrial> trials, java.util.function.Function<FrozenTrial, T> function) {
    return trials.stream().map(function).toList();
  }

  @Test
  void keepsTheNetworkOfTheBestEpoch() {
    BestModel networks = new BestModel(folder, Direction.MAXIMIZE);
    Study study =
        Study.create()
            .maximize("val_accuracy")
            .pruner(Pruner.none())
            .seed(3)
            .listener(networks)
            .create();
    run(study, objective("val_accuracy", 6).keeping(networks), 2);

    FrozenTrial best = study.bestTrial().orElseThrow();
    try (Model model = Model.load(networks.of(best).orElseThrow())) {
      assertThat(model.evaluate(VALIDATION).values().get("accuracy"))
          .isEqualTo(best.values().get(0));
    }
  }

  @Test
  void endsWithoutGain() {
    FrozenTrial trial = run(study(), objective("val_accuracy", 400).patience(2), 1).get(0);

    assertThat(trial.state()).isEqualTo(TrialState.COMPLETE);
    assertThat(trial.intermediateValues()).hasSizeLessThan(400);
  }

  @Test
  void endsAsPrunedWhereThePrunerSaysSo() {
    Study study = Study.create().maximize("val_accuracy").pruner(new Impatient()).seed(3).create();
    FrozenTrial trial = run(study, objective("val_accuracy", 5), 1).get(0);

    assertThat(trial.state()).isEqualTo(TrialState.PRUNED);
    assertThat(trial.intermediateValues()).hasSize(1);
    assertThat(trial.userAttributes()).containsEntry("epochs", 1);
  }

  /** Ends every trial at its first report. */
  private static final class Impatient implements Pruner {
    @Override
    public String name() {
      return "impatient";
    }

    @Override
    public PruneDecision decide(TrialHistory history, int row) {
      return PruneDecision.prune("enough");
    }
  }

  @Test
  void failsWhereTheMetricDoesNotExist() {
    FrozenTrial trial = run(study(), objective("val_precision", 2), 1).get(0);

    assertThat(trial.state()).isEqualTo(TrialState.FAIL);
    assertThat(trial.reason().orElse("")).contains("val_precision", "val_accuracy");
  }

  @Test
  void weightsClassesInTheTrainingLoss() {
    List<FrozenTrial> plain = run(study(), objective("val_loss", 2), 1);
    List<FrozenTrial> weighted = run(study(), objective("val_loss", 2).classWeights(1, 9), 1);

    assertThat(weighted.get(0).params()).isEqualTo(plain.get(0).params());
    assertThat(weighted.get(0).values()).isNotEqualTo(plain.get(0).values());
    assertThat(Map.of("weights", weighted.get(0).userAttributes().get("weights")))
        .isEqualTo(Map.of("weights", plain.get(0).userAttributes().get("weights")));
  }
}
