package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.AfinaException;
import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.tune.ModelVersion.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a search to a model that is in use. */
class ModelRegistryTest {

  private static final Dataset TRAIN = Problems.points(80, 1);
  private static final Dataset VALIDATION = Problems.points(50, 2);

  @TempDir Path folder;

  private Tuner searched() {
    Tuner tuner =
        RandomSearch.of(new Dense(2))
            .objective("val_accuracy")
            .directory(folder)
            .project("points")
            .executionsPerTrial(2)
            .maxTrials(4)
            .keepBest(3)
            .seed(2)
            .build();
    tuner.search(TRAIN, VALIDATION, Fit.epochs(2));
    return tuner;
  }

  @Test
  void keepsVersionsWithStageLineageAndChecksum() throws Exception {
    ModelRegistry registry = ModelRegistry.at(folder.resolve("registry"));
    try (Tuner tuner = searched();
        TunedModel best = tuner.bestModels(1).get(0)) {
      assertThat(registry.versions()).isEmpty();
      registry.register("points", best.model(), tuner.lineage(best));
      registry.register("points", best.model(), tuner.lineage(best));
      registry.promote("points", 1, Stage.PRODUCTION);
      registry.promote("points", 2, Stage.PRODUCTION);

      ModelRegistry again = ModelRegistry.at(folder.resolve("registry"));
      assertThat(again.versions())
          .extracting(ModelVersion::version, ModelVersion::stage)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(1, Stage.ARCHIVED),
              org.assertj.core.groups.Tuple.tuple(2, Stage.PRODUCTION));
      ModelVersion inUse = again.inStage("points", Stage.PRODUCTION).orElseThrow();
      assertThat(inUse.lineage().study()).isEqualTo("points");
      assertThat(inUse.lineage().trial()).isEqualTo(best.trial().number());
      assertThat(inUse.lineage().params().keySet())
          .isEqualTo(best.trial().params().toMap().keySet());
      assertThat(inUse.lineage().metrics()).containsEntry("val_accuracy", best.score());
      assertThat(inUse.lineage().data()).hasSize(128);
      try (Model model = again.load(inUse)) {
        assertThat(model.evaluate(VALIDATION).get("accuracy")).isEqualTo(best.score());
      }
      Files.writeString(again.folder(inUse).resolve("model.json"), "{}");
      assertThatThrownBy(() -> again.load(inUse))
          .isInstanceOf(AfinaException.class)
          .hasMessageContainingAll("have the checksum", "register the model again");
    }
  }

  @Test
  void refusesNamesAndVersionsThatCannotBe() {
    ModelRegistry registry = ModelRegistry.at(folder.resolve("registry"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.promote("points", 3, Stage.STAGING))
        .withMessageContaining("no version 3 of a model \"points\"");
    try (Model model = Problems.MODEL.build(new Chosen(java.util.Map.of())).build(3)) {
      Lineage lineage = new Lineage("s", 0, 1, java.util.Map.of(), java.util.Map.of(), "unknown");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> registry.register("../out", model, lineage))
          .withMessageContaining("../out");
    }
  }

  @Test
  void predictsTogether() {
    try (Tuner tuner = searched();
        Ensemble ensemble = tuner.ensemble(3)) {
      assertThat(ensemble.size()).isEqualTo(3);
      float[][] mean = ensemble.predict(VALIDATION);
      List<TunedModel> members = tuner.bestModels(3);
      for (int row = 0; row < VALIDATION.size(); row++) {
        float sum = 0;
        for (TunedModel member : members) {
          sum += member.model().predict(VALIDATION)[row][1];
        }
        assertThat(mean[row][1]).isCloseTo(sum / 3, org.assertj.core.api.Assertions.within(1e-6f));
      }
      int right = 0;
      for (int row = 0; row < mean.length; row++) {
        right += (mean[row][1] > mean[row][0] ? 1 : 0) == VALIDATION.targets()[row] ? 1 : 0;
      }
      assertThat(ensemble.evaluate(VALIDATION, Metrics.ACCURACY)).isEqualTo(right / 50.0);
      members.forEach(TunedModel::close);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Ensemble.of(List.of()));
  }

  @Test
  void choosesByTheStatedRuleAmongWhatWasMeasured() {
    try (Tuner tuner = searched()) {
      List<Candidate> candidates = tuner.candidates(3, VALIDATION);
      assertThat(candidates).hasSize(3).allMatch(one -> one.latency().toNanos() > 0);
      assertThat(candidates).allMatch(one -> one.executions() == 2);
      Candidate chosen =
          SelectionRule.score().within(1).then(SelectionRule.Criterion.WEIGHTS).choose(candidates);
      assertThat(chosen.weights())
          .isEqualTo(candidates.stream().mapToLong(Candidate::weights).min().orElseThrow());
      try (TunedModel model = tuner.model(chosen.trial())) {
        assertThat(model.model().blueprint().architecture().weightCount(true))
            .isEqualTo(chosen.weights());
      }
    }
  }
}
