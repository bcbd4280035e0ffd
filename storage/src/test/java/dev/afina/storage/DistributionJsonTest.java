package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionJsonTest {

  private final DistributionJson json = new DistributionJson();

  @Test
  void writesTheTextThatOptunaWrites() {
    Map<Distribution, String> expected = new LinkedHashMap<>();
    expected.put(
        new DoubleDistribution(1e-5, 1e16, Scale.LOG, null),
        "{\"name\": \"FloatDistribution\", \"attributes\": {\"step\": null, \"low\": 1e-05,"
            + " \"high\": 1e+16, \"log\": true}}");
    expected.put(
        new DoubleDistribution(0.1, 1, Scale.LINEAR, 0.1),
        "{\"name\": \"FloatDistribution\", \"attributes\": {\"step\": 0.1, \"low\": 0.1,"
            + " \"high\": 1.0, \"log\": false}}");
    expected.put(
        new IntDistribution(1, 9, 2, Scale.LINEAR),
        "{\"name\": \"IntDistribution\", \"attributes\": {\"log\": false, \"step\": 2, \"low\": 1,"
            + " \"high\": 9}}");
    expected.put(
        CategoricalDistribution.of(null, true, 1, 1.5, "ä\u007f\u2028"),
        "{\"name\": \"CategoricalDistribution\", \"attributes\": {\"choices\": [null, true, 1, 1.5,"
            + " \"\\u00e4\\u007f\\u2028\"]}}");
    expected.forEach(
        (distribution, text) -> {
          assertThat(json.write(distribution)).isEqualTo(text);
          assertThat(json.read("x", text)).isEqualTo(distribution);
        });
  }

  @Test
  void readsTheClassesOfEarlierVersions() {
    assertThat(legacy("UniformDistribution", "\"low\": 0, \"high\": 2.5"))
        .isEqualTo(new DoubleDistribution(0, 2.5, Scale.LINEAR, null));
    assertThat(legacy("LogUniformDistribution", "\"low\": 0.5, \"high\": 2"))
        .isEqualTo(new DoubleDistribution(0.5, 2, Scale.LOG, null));
    assertThat(legacy("DiscreteUniformDistribution", "\"low\": 0, \"high\": 1, \"q\": 0.25"))
        .isEqualTo(new DoubleDistribution(0, 1, Scale.LINEAR, 0.25));
    assertThat(legacy("IntUniformDistribution", "\"low\": 1, \"high\": 7, \"step\": 3"))
        .isEqualTo(new IntDistribution(1, 7, 3, Scale.LINEAR));
    assertThat(legacy("IntUniformDistribution", "\"low\": 1, \"high\": 7"))
        .isEqualTo(new IntDistribution(1, 7, 1, Scale.LINEAR));
    assertThat(legacy("IntLogUniformDistribution", "\"low\": 1, \"high\": 7, \"step\": 2"))
        .isEqualTo(new IntDistribution(1, 7, 1, Scale.LOG));
    assertThat(json.read("x", "{\"type\": \"int\", \"low\": 1, \"high\": 4, \"log\": true}"))
        .isEqualTo(new IntDistribution(1, 4, 1, Scale.LOG));
    assertThat(json.read("x", "{\"type\": \"categorical\", \"choices\": [\"a\", 1]}"))
        .isEqualTo(CategoricalDistribution.of("a", 1));
  }

  private Distribution legacy(String name, String attributes) {
    return json.read("x", "{\"name\": \"%s\", \"attributes\": {%s}}".formatted(name, attributes));
  }

  @Test
  void keepsNaNAndInfinityAmongChoices() {
    Distribution odd =
        CategoricalDistribution.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    assertThat(json.write(odd)).contains("[NaN, Infinity, -Infinity]");
    assertThat(json.read("x", json.write(odd))).isEqualTo(odd);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"name\": \"OddDistribution\", \"attributes\": {}}",
        "{\"name\": \"FloatDistribution\", \"attributes\": {\"low\": 1}}",
        "{\"name\": \"CategoricalDistribution\", \"attributes\": {\"choices\": [[1, 2]]}}",
        "{\"type\": \"odd\"}",
        "no JSON",
      })
  void refusesOthersByTheParametersName(String text) {
    assertThatThrownBy(() -> json.read("lr", text))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(text.startsWith("no") ? "JSON" : "\"lr\"");
  }
}
