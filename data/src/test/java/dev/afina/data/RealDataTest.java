package dev.afina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.data.image.IdxReader;
import dev.afina.data.image.ImageSet;
import dev.afina.data.table.ColumnProfile;
import dev.afina.data.table.CsvReader;
import dev.afina.data.table.TablePreprocessor;
import dev.afina.data.table.TableProblem;
import dev.afina.testkit.Requirement;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RealDataTest {

  @Test
  void findsTenBalancedClassesInDigits() {
    TableProblem problem =
        TableProblem.analyze(CsvReader.read(root("samples/digits.csv")), "digit");
    assertThat(problem.task()).isEqualTo(TaskType.CLASSIFICATION);
    assertThat(problem.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(problem.balance().orElseThrow().counts())
        .containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    assertThat(problem.leftOut())
        .extracting(ColumnProfile::name)
        .containsExactly("pixel_0_0", "pixel_4_0", "pixel_4_7");
    assertThat(problem.warnings()).isEmpty();
    Split split = problem.split(7, 0.2, 0.2);
    assertThat(split.size()).isEqualTo(1797);
    assertThat(split.test().length).isBetween(355, 364);
    TablePreprocessor fitted = problem.fit(split.train());
    Dataset train = fitted.transform(problem.raw(), split.train());
    assertThat(train.size()).isEqualTo(split.train().length);
    ClassBalance balance = ClassBalance.of(problem.classes(), train.targets());
    assertThat(balance.ratio()).isLessThan(1.1);
  }

  @Test
  void readsCaliforniaHousingWithoutAFlag() {
    TableProblem problem =
        TableProblem.analyze(
            CsvReader.read(shared("california_housing.csv")), "median_house_value");
    assertThat(problem.task()).isEqualTo(TaskType.REGRESSION);
    assertThat(problem.leftOut()).isEmpty();
    assertThat(problem.summary())
        .contains(
            "Target    median_house_value: regression, from 14,999 to 500,001, mean 206,856,"
                + " median 179,700",
            "Features  8 numbers; 1 category: ocean_proximity (5 values)",
            "Missing   total_bedrooms 207 (1.0 %); filled in and flagged");
    Split split = problem.split(7, 0.2, 0.2);
    TablePreprocessor fitted = problem.fit(split.train());
    assertThat(fitted.featureNames())
        .contains("total_bedrooms is missing", "ocean_proximity = INLAND");
    Dataset train = fitted.transform(problem.raw(), split.train());
    for (int feature = 0; feature < 5; feature++) {
      double sum = 0;
      for (int row = 0; row < train.size(); row++) {
        sum += train.features()[row * fitted.width() + feature];
      }
      assertThat(sum / train.size()).isCloseTo(0, within(1e-4));
    }
    Dataset test = fitted.transform(problem.raw(), split.test());
    for (float value : test.features()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void readsTheMnistSample() {
    ImageSet train =
        IdxReader.read(
            shared("mnist-sample-train-images-idx3-ubyte.gz"),
            shared("mnist-sample-train-labels-idx1-ubyte.gz"));
    ImageSet test =
        IdxReader.read(
            shared("mnist-sample-t10k-images-idx3-ubyte.gz"),
            shared("mnist-sample-t10k-labels-idx1-ubyte.gz"));
    assertThat(train.dataset().size()).isEqualTo(8000);
    assertThat(train.dataset().featureShape()).containsExactly(28, 28);
    assertThat(train.classes()).hasSize(10);
    assertThat(train.align(test).size()).isEqualTo(2000);
    float[] pixels = train.dataset().features();
    double mean = 0;
    for (float pixel : pixels) {
      assertThat(pixel >= 0 && pixel <= 1).isTrue();
      mean += pixel;
    }
    assertThat(mean / pixels.length).isCloseTo(0.1307, within(0.005)); // all of MNIST: 0.1307
    Split split = train.split(7, 0.2, 0);
    assertThat(split.validation().length).isBetween(1595, 1605);
    assertThat(Arrays.stream(split.train()).max().orElse(0)).isLessThan(8000);
  }

  private static Path root(String file) {
    return Path.of(System.getProperty("afina.root", "..")).resolve(file);
  }

  private static Path shared(String file) {
    Path path = root("../shared/data").resolve(file).normalize();
    Requirement.file(path).orSkip(RealDataTest.class);
    return path;
  }
}
