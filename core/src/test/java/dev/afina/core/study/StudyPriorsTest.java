package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.AfinaException;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.space.Prior;
import dev.afina.core.space.Scale;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyPriorsTest {

  private static final Prior RATE = Prior.logNormal(Math.log(1e-3), 0.5);

  private static double objective(Trial trial) {
    trial.suggestCategorical("optimizer", "sgd", "adam", "lion");
    return trial.suggestDouble("lr", 1e-5, 1e-1, Scale.LOG);
  }

  private static StudyBuilder study(Storage storage) {
    return Study.named("s").storage(storage).pruner(Pruner.none()).seed(4);
  }

  @Test
  void steerRandomSearch() {
    Study study =
        study(new InMemoryStorage())
            .prior("lr", RATE)
            .prior("optimizer", Prior.weights(Map.of("adam", 9, "sgd", 1, "lion", 0)))
            .create();
    study.optimize(StudyPriorsTest::objective, Budget.trials(400));
    double[] rates =
        study.trials().stream().mapToDouble(t -> t.params().getDouble("lr")).sorted().toArray();
    assertThat(rates[200]).isBetween(0.0009, 0.0011);
    assertThat(rates[67]).isBetween(1e-3 * Math.exp(-0.6), 1e-3 * Math.exp(-0.4));
    assertThat(count(study, "lion")).isZero();
    assertThat(count(study, "sgd")).isBetween(20L, 60L);
  }

  private static long count(Study study, String optimizer) {
    return study.trials().stream()
        .filter(t -> t.params().getString("optimizer").equals(optimizer))
        .count();
  }

  @Test
  void giveTheRestOfAFiniteSpaceNearestToTheMeanFirst() {
    Study study = study(new InMemoryStorage()).prior("n", Prior.normal(50, 0.5)).create();
    study.optimize(trial -> trial.suggestInt("n", 1, 100), Budget.trials(9));
    assertThat(study.trials())
        .extracting(t -> t.params().getInt("n"))
        .doesNotHaveDuplicates()
        .allMatch(n -> Math.abs(n - 50) <= 6);
    study.optimize(trial -> trial.suggestInt("n", 1, 100), Budget.unlimited());
    assertThat(study.trials()).hasSize(100);
  }

  @Test
  void tryAChoiceOfNoWeightOnlyWhenNothingElseIsLeft() {
    Study study = study(new InMemoryStorage()).prior("c", Prior.weights(0, 1, 1)).create();
    study.optimize(trial -> trial.suggestCategorical("c", 10, 11, 12), Budget.unlimited());
    assertThat(study.trials()).extracting(t -> t.params().getInt("c")).hasSize(3).endsWith(10);
  }

  @Test
  void areStoredWithTheStudyAndLoaded() {
    Storage storage = new InMemoryStorage();
    study(storage).prior("lr", RATE).create();
    assertThat(storage.findStudy("s").orElseThrow().systemAttributes())
        .containsEntry("afina:priors", Map.of("lr", RATE.toAttribute()));
    assertThat(Study.named("s").storage(storage).load().priors()).isEqualTo(Map.of("lr", RATE));
    assertThat(study(storage).prior("lr", RATE).createOrLoad().priors()).containsKey("lr");
  }

  @Test
  void cannotBeChangedOnLoading() {
    Storage storage = new InMemoryStorage();
    study(storage).prior("x", Prior.normal(0, 1)).create();
    assertThatThrownBy(() -> study(storage).prior("x", Prior.normal(1, 1)).createOrLoad())
        .isInstanceOf(AfinaException.class)
        .hasMessage(
            "study \"s\" was created with the priors {x=normal(0.0, 1.0)}, not with the priors"
                + " {x=normal(1.0, 1.0)}; leave them out, or choose another name");
    Study.named("plain").storage(storage).create();
    assertThatThrownBy(() -> Study.named("plain").storage(storage).prior("lr", RATE).load())
        .hasMessageStartingWith("study \"plain\" was created with no priors, not with the priors");
  }

  @Test
  void areTakenOnByAStudyOfAnotherProgram() {
    Storage storage = new InMemoryStorage();
    storage.createStudy("s", List.of(Direction.MINIMIZE), Map.of());
    assertThat(study(storage).prior("lr", RATE).load().priors()).containsKey("lr");
    assertThat(Study.named("s").storage(storage).load().priors()).isEqualTo(Map.of("lr", RATE));
  }

  @Test
  void thatCannotBeReadAreNamed() {
    Storage storage = new InMemoryStorage();
    storage.createStudy(
        "s", List.of(Direction.MINIMIZE), Map.of("afina:priors", Map.of("lr", "high")));
    assertThatThrownBy(() -> study(storage).load())
        .isInstanceOf(AfinaException.class)
        .hasMessage(
            "the stored prior of parameter \"lr\" in study \"s\" cannot be read: high is no prior,"
                + " expected one of normal, log-normal, reverse-log and weights");
  }

  @Test
  void thatDoNotFitEndTheRun() {
    Study study = study(new InMemoryStorage()).prior("lr", Prior.normal(7, 0.1)).create();
    assertThatThrownBy(() -> study.optimize(StudyPriorsTest::objective, Budget.trials(9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "parameter \"lr\" has the range 0.00001..0.1 log, in which its prior normal(7.0, 0.1)"
                + " has no mass to speak of; move one of them");
    assertThat(study.trials()).hasSize(1).allMatch(FrozenTrial::isLost);
  }

  @Test
  void steerADeterministicStudyTheSameWayForAnyNumberOfWorkers() {
    double[] expected = rates(1);
    assertThat(rates(4)).isEqualTo(expected);
    Arrays.sort(expected);
    assertThat(expected[15]).isBetween(0.0005, 0.002);
  }

  private static double[] rates(int workers) {
    Study study = study(new InMemoryStorage()).prior("lr", RATE).deterministic(4).create();
    study.optimize(StudyPriorsTest::objective, Budget.trials(30).inParallel(workers));
    return study.trials().stream().mapToDouble(t -> t.params().getDouble("lr")).toArray();
  }
}
