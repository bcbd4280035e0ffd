package dev.afina.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afina.data.DataException;
import dev.afina.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TablePreprocessorTest {
  private static final List<String> HEADER = List.of("size", "color", "born", "price");
  private static final RawTable TRAIN =
      RawTable.of(
          "train.csv",
          HEADER,
          List.of(
              List.of("1", "red", "2024-01-01", "10.5"),
              List.of("2", "blue", "2024-01-02", "20"),
              List.of("", "red", "2024-01-03", "30"),
              List.of("9", "", "2024-01-04", "40"),
              List.of("1000", "green", "2024-01-05", "5000")));
  private static final int[] FIRST_FOUR = {0, 1, 2, 3};
  private static final TablePreprocessor FITTED =
      TableProblem.analyze(TRAIN, "price").fit(FIRST_FOUR);

  @Test
  void learnsFromTheTrainingRowsAlone() {
    assertThat(FITTED.featureNames())
        .containsExactly(
            "size",
            "size is missing",
            "color = red",
            "color = blue",
            "color is missing",
            "born in days",
            "born sine of the year",
            "born cosine of the year",
            "born sine of the week",
            "born cosine of the week");
  }

  @Test
  void standardisesNumbersAndFillsInTheMedian() {
    // Sizes 1, 2, 9 with median 2: filled in 1, 2, 2, 9; mean 3.5, variance 41 / 4.
    float[] features = FITTED.features(TRAIN);
    double scale = Math.sqrt(41 / 4.0);
    double[] sizes = {-2.5 / scale, -1.5 / scale, -1.5 / scale, 5.5 / scale, 996.5 / scale};
    for (int row = 0; row < 5; row++) {
      assertThat(features[row * FITTED.width()]).isCloseTo((float) sizes[row], within(1e-4f));
      assertThat(features[row * FITTED.width() + 1]).isEqualTo(row == 2 ? 1 : 0);
    }
  }

  @Test
  void survivesCategoriesNeverSeen() {
    float[] features = FITTED.features(TRAIN);
    assertThat(categories(features, 0)).containsExactly(1, 0, 0);
    assertThat(categories(features, 1)).containsExactly(0, 1, 0);
    assertThat(categories(features, 3)).containsExactly(0, 0, 1);
    assertThat(categories(features, 4)).containsExactly(0, 0, 0);
    assertThat(FITTED.unseenCategories(TRAIN)).isEqualTo(Map.of("color", List.of("green")));
  }

  @Test
  void takesColumnsInAnyOrderAndIgnoresOthers() {
    RawTable turned =
        RawTable.of(
            "new.csv",
            List.of("born", "other", "color", "size"),
            List.of(List.of("2024-01-02", "?", "blue", "2")));
    float[] expected = FITTED.features(TRAIN, new int[] {1});
    assertThat(FITTED.features(turned)).containsExactly(expected);
    assertThat(FITTED.hasTarget(turned)).isFalse();
  }

  @Test
  void namesAllMissingColumnsAtOnce() {
    RawTable lacking = RawTable.of("new.csv", List.of("color"), List.of(List.of("red")));
    assertThatThrownBy(() -> FITTED.features(lacking))
        .isInstanceOf(DataException.class)
        .hasMessage("new.csv lacks 2 columns the model was trained on: \"size\", \"born\"");
  }

  @Test
  void namesLineAndColumnOfACellThatDoesNotFit() {
    RawTable number =
        RawTable.of("new.csv", HEADER, List.of(List.of("big", "red", "2024-01-01", "1")));
    assertThatThrownBy(() -> FITTED.features(number))
        .hasMessage(
            "new.csv line 2: \"big\" in column \"size\" is not a number (with a decimal point)");
    RawTable date = RawTable.of("new.csv", HEADER, List.of(List.of("1", "red", "1/1/24", "1")));
    assertThatThrownBy(() -> FITTED.features(date))
        .hasMessage(
            "new.csv line 2: \"1/1/24\" in column \"born\" is not a date such as 2024-03-31");
  }

  @Test
  void standardisesRegressionTargetsAndInvertsThem() {
    Dataset train = FITTED.transform(TRAIN, FIRST_FOUR);
    double sum = 0;
    double squares = 0;
    for (float target : train.targets()) {
      sum += target;
      squares += target * target;
    }
    assertThat(sum).isCloseTo(0, within(1e-5));
    assertThat(squares / 4).isCloseTo(1, within(1e-5));
    assertThat(FITTED.unscale(train.targets()[0])).isCloseTo(10.5, within(1e-5));
    // statistics.pstdev([10.5, 20, 30, 40]) in Python 3
    assertThat(FITTED.targetScale()).isCloseTo(11.013486051201046, within(1e-12));
    assertThatThrownBy(() -> FITTED.label(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givesLabelsBackAsTheyWereWritten() {
    List<List<String>> rows =
        IntStream.range(0, 20)
            .mapToObj(i -> List.of(i * i + "", i % 2 == 0 ? "7.0" : "11"))
            .toList();
    RawTable raw = RawTable.of("t", List.of("x", "y"), rows);
    TablePreprocessor fitted = TableProblem.analyze(raw, "y").fit(IntStream.range(0, 20).toArray());
    assertThat(fitted.classes()).containsExactly("7.0", "11");
    assertThat(fitted.label(1)).isEqualTo("11");
    RawTable other = RawTable.of("o", List.of("y", "x"), List.of(List.of("7", "3")));
    assertThat(fitted.transform(other).targets()).containsExactly(0);
    RawTable unknown = RawTable.of("o", List.of("y", "x"), List.of(List.of("8", "3")));
    assertThatThrownBy(() -> fitted.transform(unknown))
        .hasMessage(
            "o line 2: \"8\" in the target column \"y\" is no known class, expected one of [7.0,"
                + " 11]");
    assertThatThrownBy(() -> fitted.label(2)).hasMessageContaining("expected an index in [0, 2)");
    assertThatThrownBy(() -> fitted.unscale(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void poolsTheRarestOfManyCategories() {
    List<List<String>> rows =
        IntStream.range(0, 400)
            .mapToObj(i -> List.of("c" + (i < 200 ? i % 50 : i % 80), i % 2 + ""))
            .toList();
    RawTable raw = RawTable.of("t", List.of("c", "y"), rows);
    TablePreprocessor fitted =
        TableProblem.analyze(raw, "y").fit(IntStream.range(0, 400).toArray());
    assertThat(fitted.width()).isEqualTo(CategoryEncoder.MAX_VALUES + 1);
    assertThat(fitted.featureNames().get(CategoryEncoder.MAX_VALUES)).isEqualTo("c is another");
    RawTable unseen = RawTable.of("u", List.of("c"), List.of(List.of("new"), List.of("")));
    float[] features = fitted.features(unseen);
    assertThat(features[CategoryEncoder.MAX_VALUES]).isEqualTo(1);
    assertThat(features[2 * CategoryEncoder.MAX_VALUES + 1]).isEqualTo(1);
  }

  @Test
  void dropsColumnsThatDoNotVaryInTraining() {
    RawTable raw =
        RawTable.of(
            "t",
            List.of("x", "late", "y"),
            List.of(
                List.of("1", "5", "1.5"),
                List.of("2", "5", "2.5"),
                List.of("4", "5", "3.5"),
                List.of("3", "6", "4.5")));
    TablePreprocessor fitted = TableProblem.analyze(raw, "y").fit(new int[] {0, 1, 2});
    assertThat(fitted.columns()).containsExactly("x");
    assertThatThrownBy(() -> TableProblem.analyze(raw, "y").fit(new int[] {0}))
        .hasMessage(
            "t: no column varies in the 1 training rows, so there is nothing to learn from");
  }

  @Test
  void comesBackFromItsMapToTheLastBit() {
    TablePreprocessor back = TablePreprocessor.fromMap(FITTED.toMap());
    assertThat(back.toMap()).isEqualTo(FITTED.toMap());
    assertThat(back.features(TRAIN)).containsExactly(FITTED.features(TRAIN));
    assertThat(back.unscale(0.3)).isEqualTo(FITTED.unscale(0.3));
    assertThat(back.task()).isEqualTo(FITTED.task());
    assertThat(back.targetColumn()).isEqualTo("price");
    assertJson(FITTED.toMap());
  }

  @Test
  void refusesMapsOfAnotherVersionOrDamaged() {
    Map<String, Object> newer = new LinkedHashMap<>(FITTED.toMap());
    newer.put("formatVersion", 2.0);
    assertThatThrownBy(() -> TablePreprocessor.fromMap(newer))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("format version 2.0, expected 1");
    Map<String, Object> damaged = new LinkedHashMap<>(FITTED.toMap());
    damaged.remove("columns");
    assertThatThrownBy(() -> TablePreprocessor.fromMap(damaged))
        .hasMessageContaining("\"columns\" is not there, expected a list");
    assertThatThrownBy(() -> TablePreprocessor.fromMap(Map.of()))
        .hasMessageContaining("\"formatVersion\" is not there");
  }

  @Test
  void keepsTheFloatingPointPrecisionOfLargeCloseNumbers() {
    Standardizer fitted = Standardizer.fit(new double[] {1e9 + 1, 1e9 + 2, 1e9 + 3});
    assertThat(fitted.scale()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-12));
    assertThat(Standardizer.fit(new double[] {0.1, 0.1, 0.1}).isConstant()).isTrue();
    assertThat(Standardizer.median(new double[] {3, Double.NaN, 1, 2, 10})).isEqualTo(2.5);
  }

  private static void assertJson(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> assertThat(key).isInstanceOf(String.class));
      map.values().forEach(TablePreprocessorTest::assertJson);
    } else if (value instanceof List<?> list) {
      list.forEach(TablePreprocessorTest::assertJson);
    } else {
      assertThat(value).isInstanceOfAny(String.class, Double.class, Boolean.class);
    }
  }

  private static float[] categories(float[] features, int row) {
    int from = row * FITTED.width() + 2;
    return new float[] {features[from], features[from + 1], features[from + 2]};
  }
}
