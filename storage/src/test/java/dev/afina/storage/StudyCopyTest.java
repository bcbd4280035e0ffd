package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.DuplicateStudyException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCopyTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private static void fill(Storage storage) {
    Study study = Study.named("s").maximize("accuracy").storage(storage).seed(7).create();
    study.setUserAttribute("owner", Map.of("name", "Zoë"));
    study.enqueue(Map.of("x", 0.5));
    for (int i = 0; i < 4; i++) {
      Trial trial = study.ask();
      double x = trial.suggestDouble("x", 0, 1);
      trial.report(x, 0);
      trial.setUserAttribute("n", i);
      trial.constrain("memory", -x);
      if (i == 2) {
        study.fail(trial, "broken");
      } else {
        study.tell(trial, i == 3 ? Double.POSITIVE_INFINITY : x);
      }
    }
    long id = storage.findStudy("s").orElseThrow().id();
    FrozenTrial lost = storage.startTrial(id, Trials.start()).orElseThrow();
    storage.startTrial(id, Trials.start());
    storage.finish(lost.id(), Trials.interrupted());
    FrozenTrial retry = storage.startTrial(id, Trials.start()).orElseThrow();
    assertThat(retry.index()).isEqualTo(4);
    storage.finish(retry.id(), Trials.complete(0.25));
    study.enqueue(Map.of("x", 0.75));
  }

  @Test
  void copiesBetweenDatabaseAndJournalAndBack() {
    String database = "sqlite:///" + folder.resolve("a.db");
    String journal = "journal:///" + folder.resolve("b.log");
    try (Storage a = Storages.open(database);
        Storage b = Storages.open(journal);
        Storage c = SqliteStorage.inMemory()) {
      fill(a);
      StudyRecord study = a.findStudy("s").orElseThrow();
      assertThat(StudyCopy.copy(a, study, b, "copy")).isEqualTo(8);
      StudyCopy.copy(b, b.findStudy("copy").orElseThrow(), c, "again");

      List<FrozenTrial> original = a.trials(study.id(), -1, List.of());
      for (Storage storage : List.of(b, c)) {
        StudyRecord copy = storage.studies().get(0);
        assertThat(copy.directions()).isEqualTo(study.directions());
        assertThat(copy.userAttributes()).isEqualTo(study.userAttributes());
        assertThat(copy.systemAttributes()).isEqualTo(study.systemAttributes());
        List<FrozenTrial> trials = storage.trials(copy.id(), -1, List.of());
        assertThat(trials)
            .extracting(FrozenTrial::index)
            .isEqualTo(original.stream().map(FrozenTrial::index).toList());
        for (int i = 0; i < 8; i++) {
          if (original.get(i).state() == TrialState.RUNNING) {
            assertThat(trials.get(i).isLost()).isTrue();
          } else {
            assertThat(trials.get(i).toBuilder().id(0).build())
                .isEqualTo(original.get(i).toBuilder().id(0).build());
          }
        }
        FrozenTrial next = storage.startTrial(copy.id(), Trials.start()).orElseThrow();
        assertThat(next.index()).isEqualTo(5);
      }
    }
  }

  @Test
  void refusesATakenNameAndLeavesNothingHalfCopied() {
    try (Storage a = SqliteStorage.inMemory();
        Storage b = SqliteStorage.inMemory()) {
      fill(a);
      StudyRecord study = a.studies().get(0);
      b.createStudy("s", List.of(Direction.MINIMIZE), Map.of());
      assertThatThrownBy(() -> StudyCopy.copy(a, study, b, "s"))
          .isInstanceOf(DuplicateStudyException.class);
      assertThat(b.studies()).hasSize(1);
      assertThat(b.trials(b.studies().get(0).id(), -1, List.of())).isEmpty();
    }
  }

  @Test
  void repairsAJournalAndKeepsWhatItTookOut() throws Exception {
    Path file = folder.resolve("b.log");
    String url = "journal:///" + file;
    try (Storage b = Storages.open(url)) {
      fill(b);
    }
    List<String> lines = Files.readAllLines(file);
    List<String> broken = new java.util.ArrayList<>(lines);
    broken.add(2, "@@@");
    broken.add(5, "{\"op_code\":4,\"wor");
    Files.write(file, broken);

    assertThat(Storages.repair(url)).containsExactly(3L, 6L);

    assertThat(Files.readAllLines(file)).isEqualTo(lines);
    assertThat(Files.readAllLines(folder.resolve("b.log.broken"))).isEqualTo(broken);
    assertThat(Storages.repair(url)).isEmpty();
    assertThatThrownBy(() -> Storages.repair("sqlite:///" + file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only journals");
  }

  @Test
  void losesADetachedTrialWhenItsTimeIsOver() throws Exception {
    for (String url :
        List.of(
            "sqlite:///" + folder.resolve("d.db"),
            "journal:///" + folder.resolve("d.log"),
            PostgresServer.newDatabase(StudyCopyTest.class),
            MariaServer.newDatabase(StudyCopyTest.class))) {
      try (Storage storage = Storages.open(url)) {
        Study study = Study.named("s").storage(storage).create();
        Trial never = study.ask();
        Trial soon = study.ask();
        Trial later = study.ask();
        study.detach(never, null);
        study.detach(soon, Duration.ofSeconds(10));
        study.detach(later, Duration.ofHours(1));
        long id = storage.findStudy("s").orElseThrow().id();
        assertThat(storage.failLost(id, Study.GRACE)).isEmpty();
        assertThat(storage.failLost(id, Study.GRACE.minusSeconds(12)))
            .extracting(FrozenTrial::number)
            .containsExactly(1);
        assertThat(study.tell(2, 0.5).values()).containsExactly(0.5);
        assertThat(study.fail(0, "no").state()).isEqualTo(TrialState.FAIL);
        assertThatThrownBy(() -> study.tell(9, 0.5)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
