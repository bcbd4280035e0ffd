package dev.afina.cli.tune;

import static dev.afina.cli.tune.Refusal.refused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that {@code tune} cannot learn from: one sentence, exit 2, and nothing left behind. */
class RefusedDataTest {

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workplace place;

  @BeforeEach
  void makePlace() {
    place = new Workplace(folder);
  }

  private void refusedTable(Path file, String target, String... parts) {
    refused(place, () -> place.tune("--data", file, "--target", target), parts);
  }

  @Test
  void refusesAMissingFile() {
    refusedTable(folder.resolve("none.csv"), "kind", "none.csv");
  }

  @Test
  void refusesAFolder() {
    refusedTable(folder, "kind", folder.toString());
  }

  @Test
  void refusesAnEmptyFile() {
    refusedTable(place.write("empty.csv", new byte[0]), "kind", "empty.csv", "is empty");
  }

  @Test
  void refusesAHeaderOnly() {
    refusedTable(place.write("header.csv", "a,b,kind"), "kind", "header.csv", "header");
  }

  @Test
  void namesTheLineOfARaggedRow() {
    List<String> lines = new ArrayList<>(Workplace.kindLines());
    lines.set(7, "1,2,red");
    refusedTable(place.write("ragged.csv", lines.toArray(String[]::new)), "kind", "line 8", "4");
  }

  @Test
  void namesTheColumnNearestToAnUnknownTarget() {
    refusedTable(place.kinds(), "knid", "\"knid\"", "\"kind\"");
  }

  @Test
  void refusesATargetOfOneClass() {
    List<String> lines = new ArrayList<>(List.of("x,kind"));
    for (int i = 0; i < 30; i++) {
      lines.add(i + ".5,a");
    }
    refusedTable(
        place.write("one.csv", lines.toArray(String[]::new)), "kind", "one class", "\"a\"");
  }

  @Test
  void namesAClassWithASingleRow() {
    List<String> lines = new ArrayList<>(Workplace.kindLines());
    lines.add("1,2,red,c");
    refusedTable(
        place.write("single.csv", lines.toArray(String[]::new)), "kind", "\"c\"", "single row");
  }

  @Test
  void namesAColumnWithoutAnyValue() {
    List<String> lines = new ArrayList<>(List.of("x,gap,kind"));
    for (int i = 0; i < 30; i++) {
      lines.add(i + ".5,," + (i % 2 == 0 ? "a" : "b"));
    }
    refusedTable(place.write("gap.csv", lines.toArray(String[]::new)), "kind", "\"gap\"", "remove");
  }

  @Test
  void refusesABinaryFile() {
    byte[] bytes = new byte[4096];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * i * 31 + i / 7);
    }
    refusedTable(place.write("binary.csv", bytes), "kind", "binary.csv");
  }

  @Test
  void refusesRowsTooFewToSplit() {
    refusedTable(place.write("few.csv", "x,kind", "1,a", "2.5,b", "3,a", "4,b"), "kind", "too few");
  }

  @Test
  void refusesATextTargetForARegression() {
    Path table = place.kinds();
    refused(
        place,
        () -> place.tune("--data", table, "--target", "kind", "--task", "regression"),
        "\"kind\"",
        "numbers");
  }

  private void refusedImages(Path images, Path labels, String... parts) {
    refused(place, () -> place.tune("--images", images, "--labels", labels), parts);
  }

  @Test
  void refusesAnIdxFileCutShort() throws Exception {
    byte[] whole = java.nio.file.Files.readAllBytes(place.images("whole.idx", 40));
    Path cut = place.write("cut.idx", java.util.Arrays.copyOf(whole, whole.length - 3));
    refusedImages(cut, place.labels("labels.idx", 40), "cut.idx", "cut short");
  }

  @Test
  void refusesAnIdxFileWithAWrongMagicNumber() {
    Path labels = place.labels("labels.idx", 40);
    refusedImages(labels, labels, "labels.idx", "0x00000801", "0x00000803");
  }

  @Test
  void refusesImagesAndLabelsOfDifferentCounts() {
    refusedImages(
        place.images("images.idx", 40), place.labels("labels.idx", 38), "40 images", "38 labels");
  }

  @Test
  void refusesOptionsThatDoNotGoTogether() {
    Path table = place.kinds();
    Path images = place.images("images.idx", 40);
    Path labels = place.labels("labels.idx", 40);
    refused(place, () -> place.tune(), "--data", "--images");
    refused(place, () -> place.tune("--data", table), "--target");
    refused(place, () -> place.tune("--images", images), "--labels");
    refused(place, () -> place.tune("--labels", labels), "--images FILE");
    refused(
        place,
        () -> place.tune("--data", table, "--target", "kind", "--images", images),
        "--images",
        "--data");
    refused(
        place,
        () -> place.tune("--data", table, "--target", "kind", "--test-images", images),
        "--test-images",
        "--data");
    refused(
        place,
        () -> place.tune("--images", images, "--labels", labels, "--test-images", images),
        "--test-images",
        "--test-labels");
    refused(
        place,
        () -> place.tune("--images", images, "--labels", labels, "--target", "label"),
        "--target",
        "--images");
    refused(
        place,
        () -> place.tune("--images", images, "--labels", labels, "--delimiter", ";"),
        "--delimiter",
        "--images");
  }
}
