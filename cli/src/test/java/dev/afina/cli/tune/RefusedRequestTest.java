package dev.afina.cli.tune;

import static dev.afina.cli.tune.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that {@code tune} refuses: one sentence, exit 2, and nothing left behind. */
class RefusedRequestTest {

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workplace place;

  @BeforeEach
  void makePlace() {
    place = new Workplace(folder);
    place.kinds();
  }

  @ParameterizedTest
  @CsvSource({
    "--trials, 0, --trials is 0",
    "--trials, -3, --trials is -3",
    "--trials, many, many",
    "--workers, 0, --workers is 0",
    "--deterministic, 0, --deterministic is 0",
    "--deterministic, 1025, 'expected at most 1024'",
    "--deterministic, all, all",
    "--epochs, 0, --epochs is 0",
    "--timeout, 0s, zero",
    "--timeout, soon, 90s",
    "--seed, x, x",
    "--sampler, tpex, ', tpe'",
    "--sampler, grid, finite space",
    "--pruner, medain, 'expected one of asha, decay-curve, dehb, hyperband, median, none'",
    "--pruner, threshold, 'needs options that this command has not; choose another one'",
    "--metric, r2, 'expected one of accuracy, precision, recall, f1, auc, log_loss, loss'",
    "--task, clustering, clustering",
    "--delimiter, ab, ab",
    "--decimal, dot, dot",
    "--study, '', name",
    "--storage, studies.db, studies.db",
    "--storage, sqlite:/x, sqlite:/x",
    "--storage, oracle://x, oracle",
  })
  void refusesWhatItDoesNotKnow(String option, String value, String part) {
    refused(
        place,
        () ->
            option.equals("--study")
                ? place.tune("--data", place.kinds(), "--target", "kind", option, value)
                : place.tuneKinds(option, value),
        part);
  }

  @Test
  void refusesADatabaseOfSomeoneElse() throws Exception {
    Path file = folder.resolve("theirs.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE customers (id INTEGER PRIMARY KEY)");
    }
    byte[] before = Files.readAllBytes(file);
    refused(place, () -> place.tuneKinds("--storage", "sqlite:///" + file), "theirs.db");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void refusesAFileThatIsNoDatabase() {
    Path file = place.write("notes.db", "these are notes, and not a few of them: ".repeat(40));
    refused(place, () -> place.tuneKinds("--storage", "sqlite:///" + file), "notes.db");
  }

  @Test
  void refusesADatabaseInAFolderThatIsNotThere() {
    refused(
        place,
        () -> place.tuneKinds("--storage", "sqlite:///" + folder + "/no/x.db"),
        "/no ",
        "x.db");
  }

  @Test
  void refusesADatabaseOfANewerSchema() throws Exception {
    assertThat(place.tuneKinds("--trials", "1").code()).isZero();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder + "/studies.db");
        var statement = connection.createStatement()) {
      statement.execute("UPDATE alembic_version SET version_num = 'v9.9.9.z'");
    }
    refused(place, () -> place.tuneKinds("--trials", "2"), "studies.db", "v9.9.9.z");
  }

  @Test
  void refusesAnOutputFolderWithAFileInTheWay() {
    Path file = place.write("results", "mine");
    refused(place, () -> place.tuneKinds("--out", file), "results is a file", "--out");
    refused(place, () -> place.tuneKinds("--out", file.resolve("deeper")), "is a file", "--out");
  }

  @Test
  void refusesAnOutputFolderThatCannotBeWritten() {
    refused(place, () -> place.tuneKinds("--out", "/proc/afina/out"), "/proc/afina/out", "--out");
  }

  @Test
  void leavesNoOutputFolderWhereTheStorageIsRefused() {
    refused(place, () -> place.tuneKinds("--storage", "sqlite:///" + folder), folder.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown.yaml   | lr: 0.1                                | unknown parameter \"lr\"",
        "near.yaml      | learning-rate: 0.1                     | learning_rate",
        "swapped.yaml   | learning_rate: {low: 0.1, high: 0.01}  | swapped",
        "swapped.json   | {\"layers\": {\"low\": 3, \"high\": 1}} | layers",
        "broken.json    | {\"layers\": {\"low\": 3,              | column",
        "broken.yaml    | layers: {low: 3                        | line 1, column 16: expected",
        "empty.yaml     | # nothing                              | empty.yaml",
        "list.yaml      | [1, 2]                                 | list.yaml",
        "half.yaml      | layers: {low: 1}                       | low and high",
        "wide.yaml      | layers: {low: 0, high: 99}             | integers from 0 to 16",
        "fraction.yaml  | layers: 1.5                            | layers",
        "word.yaml      | learning_rate: fast                    | learning_rate",
        "choice.yaml    | activation: [relu, step]               | activation",
        "nothing.yaml   | activation: []                         | activation",
        "void.yaml      | activation: null                       | activation",
        "twice.yaml     | activation: [relu, relu]               | activation",
        "log.yaml       | weight_decay: {low: 0, high: 1, log: true} | weight_decay",
        "both.yaml      | dropout: {low: 0.1, high: 0.5, log: true, step: 0.1} | dropout",
        "yes.yaml       | dropout: {low: 0.1, high: 0.5, log: maybe} | log",
        "steps.yaml     | layers: {low: 0, high: 4, step: 0.5}   | step",
        "deep.yaml      | activation: [[relu]]                   | activation",
      })
  void refusesASpaceFile(String name, String content, String part) {
    Path file = place.write(name, content.strip());
    refused(place, () -> place.tuneKinds("--space", file), name, part);
  }

  @Test
  void refusesASpaceFileThatIsNotThere() {
    refused(place, () -> place.tuneKinds("--space", folder.resolve("no.yaml")), "no.yaml");
  }

  @Test
  void refusesToGoOnWithAnotherRequestAndSaysWhatDiffers() {
    Ran first = place.tuneKinds("--trials", "1");
    assertThat(first.code()).as(first.err()).isZero();
    Path space = place.write("space.yaml", "layers: 1");

    refused(place, () -> place.tuneKinds("--seed", "6"), "another seed (5 then, 6 now)");
    refused(place, () -> place.tuneKinds("--space", space), "another space");
    refused(place, () -> place.tuneKinds("--metric", "loss"), "metric (accuracy then, loss now)");
    refused(place, () -> place.tuneKinds("--epochs", "3"), "epochs (2 then, 3 now)");
    refused(place, () -> place.tuneKinds("--pruner", "none"), "pruner (asha then, none now)");
    refused(place, () -> place.tuneKinds("--class-weights"), "class weights");
    refused(
        place,
        () -> place.tuneKinds("--deterministic", "3"),
        "deterministic window (none then, 3 now)");
    refused(
        place,
        () -> place.tune("--study", "kinds", "--data", place.kinds(), "--target", "colour"),
        "target (kind then, colour now)");
    place.write("kinds.csv", Workplace.kindLines().subList(0, 70).toArray(String[]::new));
    refused(
        place,
        () ->
            place.tune(
                "--study", "kinds", "--data", folder.resolve("kinds.csv"), "--target", "kind"),
        "another data");
  }

  @Test
  void refusesMoreWorkersAndOtherWindowsThanADeterministicStudyHas() {
    refused(
        place,
        () -> place.tuneKinds("--deterministic", "2", "--workers", "3"),
        "--workers is 3, expected at most 2");
    assertThat(place.tuneKinds("--trials", "1", "--deterministic", "2").code()).isZero();
    refused(place, () -> place.tuneKinds("--workers", "3"), "at most 2", "--deterministic 2");
    refused(
        place,
        () -> place.tuneKinds("--deterministic", "3"),
        "another deterministic window (2 then, 3 now)");
  }

  @Test
  void refusesAStudyOfOtherOrigin() {
    assertThat(place.tuneKinds("--trials", "1").code()).isZero();
    try (var storage = dev.afina.storage.Storages.open(place.url())) {
      dev.afina.core.study.Study.named("theirs").minimize("loss").storage(storage).create();
    }
    refused(
        place,
        () ->
            place.tune(
                "--data",
                folder.resolve("kinds.csv"),
                "--target",
                "kind",
                "--study",
                "theirs",
                "--out",
                folder.resolve("other")),
        "\"theirs\"",
        "--study");
  }

  @Test
  void refusesToGoOnInAnotherOutputFolder() {
    assertThat(place.tuneKinds("--trials", "1").code()).isZero();
    refused(
        place, () -> place.tuneKinds("--trials", "2", "--out", folder.resolve("other")), "--out");
  }

  @Test
  void refusesTheOutputFolderOfAnotherStudy() {
    assertThat(place.tuneKinds("--trials", "1").code()).isZero();
    refused(
        place,
        () -> place.tune("--data", place.kinds(), "--target", "kind", "--study", "second"),
        "\"kinds\"",
        "--out");
  }
}
