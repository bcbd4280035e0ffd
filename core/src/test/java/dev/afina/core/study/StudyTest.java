package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.AfinaException;
import dev.afina.core.DuplicateStudyException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyTest {

  private static FrozenTrial completed(double... values) {
    return FrozenTrial.builder(TrialState.COMPLETE)
        .values(java.util.Arrays.stream(values).boxed().toList())
        .build();
  }

  @Test
  void keepsItsNameDirectionsAndSeed() {
    Storage storage = new InMemoryStorage();
    Study created =
        Study.named("mlp").maximize("accuracy").minimize("size").seed(42).storage(storage).create();
    assertThat(created.name()).isEqualTo("mlp");
    assertThat(created.directions()).containsExactly(Direction.MAXIMIZE, Direction.MINIMIZE);
    Study loaded = Study.named("mlp").storage(storage).load();
    assertThat(loaded.directions()).isEqualTo(created.directions());
    assertThat(loaded.seed()).isEqualTo(42);
    assertThat(storage.findStudy("mlp").orElseThrow().systemAttributes())
        .containsEntry(StudyBuilder.METRIC_NAMES, List.of("accuracy", "size"))
        .containsEntry("afina:sampler", "random")
        .containsEntry("afina:pruner", "median");
  }

  @Test
  void drawsASeedAndKeepsIt() {
    Storage storage = new InMemoryStorage();
    long drawn = Study.named("s").storage(storage).create().seed();
    assertThat(Study.named("s").storage(storage).load().seed()).isEqualTo(drawn);
    assertThat(Study.create().create().seed()).isNotEqualTo(drawn);
  }

  @Test
  void refusesAnotherSeedOrDirectionOnLoading() {
    Storage storage = new InMemoryStorage();
    Study.named("s").storage(storage).seed(1).maximize("score").create();
    assertThatThrownBy(() -> Study.named("s").storage(storage).seed(2).load())
        .isInstanceOf(AfinaException.class)
        .hasMessage(
            "study \"s\" was created with seed 1, not 2; leave the seed out, or choose another"
                + " name");
    assertThatThrownBy(() -> Study.named("s").storage(storage).minimize("loss").createOrLoad())
        .isInstanceOf(AfinaException.class)
        .hasMessageContaining("exists with the directions [MAXIMIZE], not [MINIMIZE]");
    assertThat(Study.named("s").storage(storage).seed(1).maximize("score").createOrLoad().seed())
        .isEqualTo(1);
  }

  @Test
  void tellsWhichStudiesThereAre() {
    Storage storage = new InMemoryStorage();
    assertThatThrownBy(() -> Study.named("x").storage(storage).load())
        .isInstanceOf(StudyNotFoundException.class)
        .hasMessage("there is no study \"x\"; the storage holds none");
    Study.named("a").storage(storage).createOrLoad();
    Study.named("b").storage(storage).createOrLoad();
    assertThatThrownBy(() -> Study.named("x").storage(storage).load())
        .hasMessage("there is no study \"x\"; the storage holds a, b");
    assertThatThrownBy(() -> Study.named("a").storage(storage).create())
        .isInstanceOf(DuplicateStudyException.class);
  }

  @Test
  void refusesNamesThatNoStorageTakes() {
    assertThatThrownBy(() -> Study.named(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Study.named("x".repeat(513))).hasMessageContaining("has 513");
  }

  @Test
  void findsTheBestTrialOfItsDirection() {
    Study minimized = Study.create().create();
    Study maximized = Study.create().maximize("score").create();
    assertThat(minimized.bestTrial()).isEmpty();
    for (double value : new double[] {2, 1, 3, 1}) {
      minimized.addTrial(completed(value));
      maximized.addTrial(completed(value));
    }
    assertThat(minimized.bestTrial().orElseThrow().number()).isEqualTo(1);
    assertThat(maximized.bestTrial().orElseThrow().number()).isEqualTo(2);
    assertThat(minimized.bestTrials()).containsExactly(minimized.bestTrial().orElseThrow());
  }

  @Test
  void passesOverInfeasibleTrials() {
    Study study = Study.create().create();
    for (int i = 0; i < 3; i++) {
      Trial trial = study.ask();
      trial.constrain("memory", 1.0 - i);
      trial.constrain("time", -1);
      study.tell(trial, i);
    }
    assertThat(study.trials())
        .extracting(FrozenTrial::isFeasible)
        .containsExactly(false, true, true);
    assertThat(study.bestTrial().orElseThrow().number()).isEqualTo(1);
    assertThat(study.trials().get(0).constraints())
        .containsExactly(Map.entry("memory", 1.0), Map.entry("time", -1.0));
  }

  @Test
  void refusesConstraintsThatSayNothing() {
    Trial trial = Study.create().create().ask();
    trial.constrain("memory", 0);
    assertThatThrownBy(() -> trial.constrain("memory", 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("constraint \"memory\" was stated before");
    assertThatThrownBy(() -> trial.constrain("time", Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void findsTheParetoFrontOfTwoObjectives() {
    Study study = Study.create().minimize("loss").maximize("speed").create();
    double[][] values = {{1, 1}, {2, 5}, {3, 4}, {1, 2}, {2, 5}, {0.5, Double.NEGATIVE_INFINITY}};
    for (double[] value : values) {
      study.addTrial(completed(value));
    }
    assertThat(study.bestTrials()).extracting(FrozenTrial::number).containsExactly(1, 3, 4, 5);
    assertThatThrownBy(study::bestTrial)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ask for bestTrials()");
  }

  @Test
  void addsFinishedTrialsOnly() {
    Study study = Study.create().create();
    assertThatThrownBy(() -> study.addTrial(FrozenTrial.builder(TrialState.RUNNING).build()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> study.addTrial(completed()))
        .hasMessageContaining("a complete trial was added with 0 values");
    assertThatThrownBy(() -> study.addTrial(completed(Double.NaN))).hasMessageContaining("NaN");
    assertThat(study.trials()).isEmpty();
    FrozenTrial added = study.addTrial(completed(3).toBuilder().number(77).index(9).build());
    assertThat(added.number()).isZero();
    assertThat(added.index()).isZero();
  }

  @Test
  void keepsUserAttributes() {
    Study study = Study.create().create();
    study.setUserAttribute("data", "digits");
    assertThat(study.userAttributes()).containsExactly(Map.entry("data", "digits"));
  }
}
