package dev.afina.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import dev.afina.neural.tune.MlpSpace;
import dev.afina.neural.tune.NetworkSpace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the search space in files; what is refused is in {@link RefusedRequestTest}. */
class SpaceFileTest {

  @TempDir Path folder;

  private NetworkSpace read(String name, String... lines) {
    return SpaceFile.read(new Workplace(folder).write(name, lines), MlpSpace.standard());
  }

  private Distribution one(String name, String value) {
    return read("space.yaml", name + ": " + value).get(name);
  }

  @Test
  void readsRanges() {
    assertThat(one("layers", "{low: 1, high: 3}"))
        .isEqualTo(new IntDistribution(1, 3, 1, Scale.LINEAR));
    assertThat(one("units", "{low: 8, high: 64, log: true}"))
        .isEqualTo(new IntDistribution(8, 64, 1, Scale.LOG));
    assertThat(one("units", "{low: 32, high: 128, step: 32}"))
        .isEqualTo(new IntDistribution(32, 128, 32, Scale.LINEAR));
    assertThat(one("batch_size", "{low: 16, high: 64, step: 16}"))
        .isEqualTo(new IntDistribution(16, 64, 16, Scale.LINEAR));
    assertThat(one("dropout", "{low: 0, high: 0.5, step: 0.1}"))
        .isEqualTo(new DoubleDistribution(0, 0.5, Scale.LINEAR, 0.1));
    assertThat(one("dropout", "{low: 0, high: 0, log: false}").isSinglePoint()).isTrue();
  }

  @Test
  void readsExponentsWithoutAPointWhichYamlTakesForText() {
    assertThat(one("learning_rate", "{low: 1e-4, high: 1e-2, log: true}"))
        .isEqualTo(new DoubleDistribution(1e-4, 1e-2, Scale.LOG, null));
    assertThat(one("learning_rate", "1e-3"))
        .isEqualTo(new DoubleDistribution(1e-3, 1e-3, Scale.LINEAR, null));
    assertThat(one("learning_rate", "[1e-3, 1.5e-2]"))
        .isEqualTo(CategoricalDistribution.of(1e-3, 1.5e-2));
  }

  @Test
  void readsChoicesAndFixedValues() {
    assertThat(one("activation", "[relu, tanh]"))
        .isEqualTo(CategoricalDistribution.of("relu", "tanh"));
    assertThat(one("optimizer", "adam")).isEqualTo(CategoricalDistribution.of("adam"));
    assertThat(one("layers", "2")).isEqualTo(new IntDistribution(2, 2, 1, Scale.LINEAR));
    assertThat(one("dropout", "0")).isEqualTo(new DoubleDistribution(0, 0, Scale.LINEAR, null));
    assertThat(one("batch_normalization", "true")).isEqualTo(CategoricalDistribution.of(true));
  }

  @Test
  void readsJsonAsWellAndKeepsWhatIsNotNamed() {
    NetworkSpace space =
        read("space.json", "{\"layers\": {\"low\": 1, \"high\": 2},", " \"optimizer\": \"sgd\"}");

    assertThat(space.get("layers")).isEqualTo(new IntDistribution(1, 2, 1, Scale.LINEAR));
    assertThat(space.get("optimizer")).isEqualTo(CategoricalDistribution.of("sgd"));
    assertThat(space.get("units")).isEqualTo(MlpSpace.standard().get("units"));
  }
}
