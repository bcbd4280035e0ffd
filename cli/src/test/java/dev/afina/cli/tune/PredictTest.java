package dev.afina.cli.tune;

import static dev.afina.cli.tune.Refusal.refused;
import static dev.afina.cli.tune.Workplace.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code predict} does with the models that {@code tune} left. */
class PredictTest {

  @TempDir static Path models;
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path kinds;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path prices;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Path images;

  @BeforeAll
  static void tune() {
    kinds = models.resolve("kinds/model");
    prices = models.resolve("prices/model");
    images = models.resolve("images/model");
    Workplace trained = new Workplace(models);
    assertThat(
            List.of(
                trained.tuneKinds("--out", models.resolve("kinds"), "--epochs", "60").code(),
                trained
                    .tune(
                        "--data",
                        trained.prices(),
                        "--target",
                        "price",
                        "--out",
                        models.resolve("prices"),
                        "--epochs",
                        "100")
                    .code(),
                trained
                    .tune(
                        "--images",
                        trained.images("images.idx", 80),
                        "--labels",
                        trained.labels("labels.idx", 80),
                        "--out",
                        models.resolve("images"),
                        "--epochs",
                        "20")
                    .code()))
        .containsExactly(0, 0, 0);
  }

  private Workplace place() {
    return new Workplace(folder);
  }

  @Test
  void writesTheClassAndHowProbableEachIs() {
    Path data = place().write("new.csv", "width,height,colour", "0.5,3,red", "7.5,3,blue");

    Ran ran = done(place().predict("--model", kinds, "--data", data));

    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSize(3).first().isEqualTo("kind,probability,p(a),p(b)");
    assertThat(lines.get(1)).startsWith("a,");
    assertThat(lines.get(2)).startsWith("b,");
    String[] cells = lines.get(1).split(",");
    assertThat(cells[1]).isEqualTo(cells[2]);
    assertThat(Double.parseDouble(cells[2]) + Double.parseDouble(cells[3]))
        .isBetween(0.9999, 1.0001);
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void takesColumnsInAnyOrderAndMoreOfThem() {
    Path data = place().write("order.csv", "width,height,colour", "0.5,3,red", "7.5,3,blue");
    Path other =
        place().write("other.csv", "note,colour,width,height", "x,red,0.5,3", "y,blue,7.5,3");

    assertThat(done(place().predict("--model", kinds, "--data", other)).out())
        .isEqualTo(done(place().predict("--model", kinds, "--data", data)).out());
  }

  @Test
  void namesTheColumnsThatAreMissing() {
    Path data = place().write("lacking.csv", "width,note", "0.5,x", "7.5,y");

    refused(
        place(),
        () -> place().predict("--model", kinds, "--data", data),
        "lacking.csv",
        "height",
        "colour");
  }

  @Test
  void survivesMissingValuesAndNamesCategoriesNeverSeen() {
    Path data =
        place().write("unseen.csv", "width,height,colour", "0.5,,violet", ",,", "7.5,3,red");

    Ran ran = done(place().predict("--model", kinds, "--data", data));

    assertThat(ran.out().lines()).hasSize(4);
    assertThat(ran.out()).doesNotContain("NaN");
    assertThat(ran.err()).hasLineCount(1).startsWith("afina: ").contains("\"colour\"", "violet");
  }

  @Test
  void tellsTheScoreWhereTheTargetIsThere() {
    Ran ran = done(place().predict("--model", kinds, "--data", models.resolve("kinds.csv")));

    assertThat(ran.out().lines()).hasSize(81);
    assertThat(ran.err()).containsPattern("(?m)^afina: accuracy [01]\\.\\d{4}$");
  }

  @Test
  void saysWhyThereIsNoScoreOfATargetItCannotKnow() {
    Path data = place().write("third.csv", "width,height,colour,kind", "0.5,3,red,z");

    Ran ran = done(place().predict("--model", kinds, "--data", data));

    assertThat(ran.out().lines()).hasSize(2);
    assertThat(ran.err()).hasLineCount(1).startsWith("afina: no score: ").contains("z");
  }

  @Test
  void predictsValuesInTheUnitOfTheTarget() {
    Path data = place().write("flat.csv", "b,a", "2,5", "9,1");

    Ran ran = done(place().predict("--model", prices, "--data", data));

    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSize(3).first().isEqualTo("price");
    assertThat(Double.parseDouble(lines.get(1))).isCloseTo(1086, within(40.0));
    assertThat(Double.parseDouble(lines.get(2))).isCloseTo(957, within(40.0));
  }

  @Test
  void predictsImages() {
    Path file = place().images("more.idx", 6);

    Ran ran = done(place().predict("--model", images, "--images", file));

    assertThat(ran.out().lines().map(line -> line.split(",")[0]))
        .containsExactly("label", "0", "1", "0", "1", "0", "1");
  }

  @Test
  void writesIntoAFileAndReplacesIt() throws IOException {
    Path data = place().write("some.csv", "a,b", "5,2");
    Path out = place().write("predictions.csv", "old");

    Ran ran = done(place().predict("--model", prices, "--data", data, "--out", out));

    assertThat(ran.out()).isEmpty();
    assertThat(Files.readString(out)).startsWith("price\n10");
    assertThat(place().files()).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void refusesAnOutputThatIsAFolderOrInNone() throws IOException {
    Path data = place().write("any.csv", "a,b", "5,2");
    Path empty = Files.createDirectories(folder.resolve("empty"));

    refused(
        place(),
        () -> place().predict("--model", prices, "--data", data, "--out", empty),
        "empty: it is a folder");
    refused(
        place(),
        () -> place().predict("--model", prices, "--data", data, "--out", folder.resolve("no/x")),
        "there is no folder");
  }

  @Test
  void refusesDataOfTheOtherKind() {
    Path table = place().write("table.csv", "a,b", "5,2");
    Path file = place().images("pictures.idx", 6);

    refused(place(), () -> place().predict("--model", prices, "--images", file), "--data FILE");
    refused(place(), () -> place().predict("--model", images, "--data", table), "--images FILE");
    refused(place(), () -> place().predict("--model", images), "--images FILE");
    refused(place(), () -> place().predict("--data", table), "--model");
  }

  @Test
  void refusesImagesOfAnotherSize() {
    Path labels = place().labels("flat.idx", 6);
    refused(place(), () -> place().predict("--model", images, "--images", labels), "flat.idx");
  }

  @Test
  void refusesAFolderWithoutModel() {
    Path data = place().write("x.csv", "a,b", "5,2");

    refused(place(), () -> place().predict("--model", folder, "--data", data), "no model");
    refused(
        place(),
        () -> place().predict("--model", folder.resolve("none"), "--data", data),
        "no model");
    refused(
        place(),
        () -> place().predict("--model", prices.resolve("../networks"), "--data", data),
        "no model");
  }

  @Test
  void refusesAModelThatIsDamagedOrOfAnotherVersion() throws IOException {
    Path data = place().write("y.csv", "a,b", "5,2");
    String inputs = Files.readString(prices.resolve("inputs.json"));
    byte[] weights = Files.readAllBytes(prices.resolve("weights.safetensors"));

    refusedModel(data, "inputs.json", inputs.substring(0, 100), "no valid JSON");
    refusedModel(data, "inputs.json", "[]", "inputs.json");
    refusedModel(
        data, "inputs.json", inputs.replace("\"version\" : 1", "\"version\" : 2"), "version");
    refusedModel(data, "inputs.json", inputs.replace("\"table\"", "\"sound\""), "sound");
    refusedModel(data, "inputs.json", inputs.replace("\"preprocessor\"", "\"x\""), "damaged");
    refusedModel(data, "model.json", "{}", "model.json");
    Files.write(copyOfModel().resolve("weights.safetensors"), java.util.Arrays.copyOf(weights, 90));
    refused(
        place(),
        () -> place().predict("--model", folder.resolve("copy"), "--data", data),
        "weights.safetensors");
    Files.delete(copyOfModel().resolve("weights.safetensors"));
    refused(
        place(),
        () -> place().predict("--model", folder.resolve("copy"), "--data", data),
        "weights.safetensors");
  }

  private Path copyOfModel() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    for (String name : List.of("inputs.json", "model.json", "weights.safetensors")) {
      Files.write(copy.resolve(name), Files.readAllBytes(prices.resolve(name)));
    }
    return copy;
  }

  private void refusedModel(Path data, String file, String content, String part)
      throws IOException {
    Path copy = copyOfModel();
    Files.writeString(copy.resolve(file), content);
    refused(place(), () -> place().predict("--model", copy, "--data", data), part);
  }
}
