package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionGuardTest {

  private static final Params LINEAR =
      Params.of(SearchSpace.builder().doubleRange("lr", 0.1, 1).build(), new double[] {0.5});
  private static final Params WIDER =
      Params.of(SearchSpace.builder().doubleRange("lr", 0, 9, 0.5).build(), new double[] {0.5});
  private static final Params LOG =
      Params.of(SearchSpace.builder().logUniform("lr", 0.1, 1).build(), new double[] {0.5});

  private static long study(Storage storage) {
    return storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
  }

  private static FrozenTrial start(Storage storage, long study) {
    return storage.startTrial(study, Trials.start()).orElseThrow();
  }

  @Test
  void refusesAParameterThatChangesItsKindAndStoresNothing() {
    try (Storage storage = SqliteStorage.inMemory()) {
      long study = study(storage);
      storage.addParams(start(storage, study).id(), LINEAR);
      FrozenTrial trial = start(storage, study);
      assertThatThrownBy(() -> storage.finish(trial.id(), Trials.complete(LOG, 1)))
          .isInstanceOf(IncompatibleDistributionException.class)
          .hasMessageContaining(
              "\"lr\" is %s here but %s in earlier trials",
              LOG.space().distribution(0), LINEAR.space().distribution(0));
      assertThat(storage.trials(study, -1, List.of()).get(1)).isEqualTo(trial);
      storage.finish(trial.id(), Trials.complete(WIDER, 1));
    }
  }

  @Test
  void knowsWhatAnotherProcessStored(@TempDir Path folder) {
    try (Storage one = SqliteStorage.open(folder.resolve("a.db"));
        Storage other = SqliteStorage.open(folder.resolve("a.db"))) {
      long study = study(one);
      long trial = start(one, study).id();
      other.addParams(start(other, study).id(), LINEAR);
      assertThatThrownBy(() -> one.addParams(trial, LOG))
          .isInstanceOf(IncompatibleDistributionException.class);
    }
  }

  @Test
  void forgetsAStudyThatAnotherProcessMadeAnew(@TempDir Path folder) {
    try (Storage one = SqliteStorage.open(folder.resolve("a.db"));
        Storage other = SqliteStorage.open(folder.resolve("a.db"))) {
      one.addParams(start(one, study(one)).id(), LINEAR);
      one.addParams(start(one, 1).id(), LINEAR);
      other.deleteStudy(1);
      assertThat(study(other)).isEqualTo(1);
      FrozenTrial trial = one.finish(start(one, 1).id(), Trials.complete(LOG, 1));
      assertThat(trial.params()).isEqualTo(LOG);
      assertThat(trial.state()).isEqualTo(TrialState.COMPLETE);
    }
  }
}
