package dev.afina.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.sampler.Uniform;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PriorTest {

  private static final Distribution UNIT = new DoubleDistribution(0, 1, Scale.LINEAR, null);

  record Belief(Prior prior, Distribution distribution) {}

  static List<Belief> continuous() {
    Distribution wide = new DoubleDistribution(-3, 5, Scale.LINEAR, null);
    Distribution rate = new DoubleDistribution(1e-5, 1, Scale.LOG, null);
    return List.of(
        new Belief(Prior.normal(0.3, 0.2), UNIT),
        new Belief(Prior.normal(2, 0.1), UNIT),
        new Belief(Prior.normal(-1.5, 0.1), UNIT),
        new Belief(Prior.normal(1, 100), wide),
        new Belief(Prior.logNormal(0, 1), wide),
        new Belief(Prior.logNormal(Math.log(1e-3), 1), rate),
        new Belief(Prior.logNormal(3, 0.5), rate),
        new Belief(Prior.normal(0.3, 0.2), rate));
  }

  static List<Belief> finite() {
    Distribution rate = new DoubleDistribution(0.001, 0.020, Scale.LINEAR, 0.0005);
    Distribution layers = new IntDistribution(1, 9, 2, Scale.LINEAR);
    Distribution units = new IntDistribution(1, 64, 1, Scale.LOG);
    return List.of(
        new Belief(Prior.normal(0.004, 0.001), rate),
        new Belief(Prior.normal(0.05, 0.002), rate),
        new Belief(Prior.logNormal(Math.log(0.004), 1), rate),
        new Belief(Prior.normal(4, 1.5), layers),
        new Belief(Prior.logNormal(1, 0.7), layers),
        new Belief(Prior.normal(-20, 1), new IntDistribution(-3, 9, 1, Scale.LINEAR)),
        new Belief(Prior.logNormal(1, 0.7), new IntDistribution(-3, 9, 1, Scale.LINEAR)),
        new Belief(Prior.logNormal(Math.log(32), 0.5), units),
        new Belief(Prior.normal(30, 8), units),
        new Belief(Prior.weights(1, 0, 3), CategoricalDistribution.of("a", null, 2)));
  }

  private static double logUniform(Distribution d, double value) {
    double count = d.cardinality().orElseThrow();
    return d instanceof IntDistribution i && i.scale() == Scale.LOG
        ? Math.log(
            Math.log((value + 0.5) / (value - 0.5)) / Math.log((i.high() + 0.5) / (i.low() - 0.5)))
        : -Math.log(count);
  }

  @ParameterizedTest
  @MethodSource("finite")
  void probabilitiesOfFiniteValuesSumToOne(Belief belief) {
    Distribution d = belief.distribution();
    double sum = 0;
    for (int rank = 0; rank < d.cardinality().orElseThrow(); rank++) {
      double value = d.valueAt(rank);
      sum += Math.exp(belief.prior().logDensity(d, value) + logUniform(d, value));
    }
    assertThat(sum).isEqualTo(1, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void densitiesRelativeToUniformIntegrateToOneOnTheScale(Belief belief) {
    DoubleDistribution d = (DoubleDistribution) belief.distribution();
    int slices = 20_000;
    double sum = 0;
    for (int i = 0; i < slices; i++) {
      double u = (i + 0.5) / slices;
      double value =
          d.scale() == Scale.LOG
              ? d.low() * Math.pow(d.high() / d.low(), u)
              : d.low() + u * (d.high() - d.low());
      sum += Math.exp(belief.prior().logDensity(d, value)) / slices;
    }
    assertThat(sum).isEqualTo(1, within(1e-5));
  }

  @ParameterizedTest
  @MethodSource("finite")
  void drawsFiniteValuesAsOftenAsTheirProbabilitiesSay(Belief belief) {
    Distribution d = belief.distribution();
    int draws = 4_000;
    SplittableRandom random = new SplittableRandom(3);
    int[] counts = new int[(int) d.cardinality().orElseThrow()];
    for (int i = 0; i < draws; i++) {
      double value = belief.prior().draw(d, random);
      assertThat(d.contains(value)).isTrue();
      counts[(int) d.rankOf(value)]++;
    }
    for (int rank = 0; rank < counts.length; rank++) {
      double value = d.valueAt(rank);
      double p = Math.exp(belief.prior().logDensity(d, value) + logUniform(d, value));
      double deviation = Math.sqrt(p * (1 - p) / draws);
      assertThat((double) counts[rank] / draws).isEqualTo(p, within(5 * deviation + 1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void quantilesInvertTheDensity(Belief belief) {
    DoubleDistribution d = (DoubleDistribution) belief.distribution();
    int count = 1_000;
    double before = belief.prior().quantile(d, 0);
    for (int i = 1; i <= count; i++) {
      double value = belief.prior().quantile(d, (double) i / count);
      assertThat(value).isBetween(before, d.high());
      if (i > count / 20 && i < count - count / 20) {
        double middle = belief.prior().quantile(d, (i - 0.5) / count);
        double length =
            d.scale() == Scale.LOG
                ? Math.log(value / before) / Math.log(d.high() / d.low())
                : (value - before) / (d.high() - d.low());
        assertThat(length * Math.exp(belief.prior().logDensity(d, middle)) * count)
            .isEqualTo(1, within(1e-3));
      }
      before = value;
    }
  }

  @Test
  void survivesRangesAtTheEndsOfWhatADoubleHolds() {
    List<Belief> beliefs =
        List.of(
            new Belief(
                Prior.normal(0, 1),
                new DoubleDistribution(-Double.MAX_VALUE, Double.MAX_VALUE, Scale.LINEAR, null)),
            new Belief(
                Prior.logNormal(0, 1),
                new DoubleDistribution(Double.MIN_VALUE, Double.MAX_VALUE, Scale.LOG, null)),
            new Belief(
                Prior.normal(5, 1e200),
                new DoubleDistribution(1, Math.nextUp(1.0), Scale.LINEAR, null)),
            new Belief(
                Prior.normal(1e15, 3), new IntDistribution(-(1L << 53), 1L << 53, 1, Scale.LINEAR)),
            new Belief(Prior.logNormal(30, 1), new IntDistribution(1, 1L << 53, 1, Scale.LOG)),
            new Belief(Prior.normal(3, 1), new DoubleDistribution(3, 3, Scale.LINEAR, null)));
    SplittableRandom random = new SplittableRandom(1);
    for (Belief belief : beliefs) {
      belief.prior().check("x", belief.distribution());
      for (int i = 0; i < 50; i++) {
        double value = belief.prior().draw(belief.distribution(), random);
        assertThat(belief.distribution().contains(value)).as("%s", belief).isTrue();
        assertThat(belief.prior().logDensity(belief.distribution(), value))
            .as("%s", belief)
            .isFinite();
      }
    }
  }

  @Test
  void isAnOpinionRelativeToUniformDraws() {
    SplittableRandom random = new SplittableRandom(2);
    Distribution units = new IntDistribution(1, 1024, 1, Scale.LOG);
    Prior prior = Prior.logNormal(Math.log(100), 1);
    double mean = 0;
    for (int i = 0; i < 100_000; i++) {
      mean += Math.exp(prior.logDensity(units, Uniform.draw(units, random))) / 100_000;
    }
    assertThat(mean).isEqualTo(1, within(0.02));
    assertThat(Prior.normal(0.5, 1e6).logDensity(UNIT, 0.2)).isEqualTo(0, within(1e-9));
    assertThat(Prior.weights(2, 2).logDensity(CategoricalDistribution.of(1, 2), 1)).isZero();
    assertThat(Prior.logNormal(0, 1).logDensity(UNIT, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void weighsChoicesByValueWhateverTheirOrder() {
    Map<Object, Double> weights = new LinkedHashMap<>();
    weights.put(1, 6.0);
    weights.put("1", 3.0);
    weights.put(null, 1.0);
    Distribution choices = CategoricalDistribution.of(null, "1", 1);
    Prior prior = Prior.weights(weights);
    prior.check("c", choices);
    assertThat(prior.logDensity(choices, 2)).isEqualTo(Math.log(1.8), within(1e-12));
    assertThat(prior.logDensity(choices, 0)).isEqualTo(Math.log(0.3), within(1e-12));
    assertThat(prior.quantile(choices, 0.05)).isZero();
    assertThat(prior.quantile(choices, 0.39)).isEqualTo(1);
    assertThat(prior.quantile(choices, 1)).isEqualTo(2);
  }

  @Test
  void isStoredAndReadAgain() {
    Map<Object, Integer> weights = new LinkedHashMap<>();
    weights.put("relu", 3);
    weights.put(null, 1);
    for (Prior prior :
        List.of(
            Prior.normal(1, 2),
            Prior.logNormal(-6.9, 1),
            Prior.weights(1, 2.5),
            Prior.weights(weights))) {
      assertThat(Prior.ofAttribute(prior.toAttribute())).isEqualTo(prior);
    }
    assertThat(Prior.logNormal(-6.5, 1).toAttribute().toString())
        .isEqualTo("{prior=log-normal, mean=-6.5, sd=1.0}");
    assertThat(Prior.weights(weights).toAttribute().toString())
        .isEqualTo("{prior=weights, choices=[null, relu], weights=[1.0, 3.0]}");
    for (Object broken :
        Arrays.asList(null, "normal", Map.of(), Map.of("prior", "beta", "mean", 1, "sd", 2))) {
      assertThatThrownBy(() -> Prior.ofAttribute(broken))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "%s is no prior, expected one of normal, log-normal, reverse-log and weights",
              broken);
    }
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThatThrownBy(() -> Prior.normal(Double.NaN, 1))
        .hasMessage("the mean (NaN) of a prior must be a finite number");
    for (double sd : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Prior.logNormal(0, sd))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the standard deviation (%s) of a prior must be a number above 0", sd);
    }
    assertThatThrownBy(() -> Prior.weights(0, 0))
        .hasMessage("the weights [0.0, 0.0] sum to 0.0, expected a number above 0");
    assertThatThrownBy(Prior::weights).hasMessageContaining("sum to 0.0");
    assertThatThrownBy(() -> Prior.weights(1, -2))
        .hasMessage("weight -2.0 of [1.0, -2.0] must be a number of at least 0");
    assertThatThrownBy(() -> Prior.weights(Map.of("a", Double.NaN)))
        .hasMessage("weight NaN of [NaN] must be a number of at least 0");
  }

  @Test
  void refusesParametersThatItCannotBeSaidOf() {
    Distribution choices = CategoricalDistribution.of("a", "b");
    assertRefused(
        Prior.normal(0, 1),
        choices,
        "parameter \"p\" is a choice of [a, b], and its prior normal(0.0, 1.0) is for numbers; give"
            + " it weights");
    assertRefused(
        Prior.weights(1, 2),
        UNIT,
        "parameter \"p\" is a number (0..1), and its prior weights[1.0, 2.0] is for choices; give"
            + " it a normal or log-normal one");
    assertRefused(
        Prior.weights(1, 2, 3),
        choices,
        "parameter \"p\" has 2 choices ([a, b]), but its prior 3 weights (weights[1.0, 2.0, 3.0]);"
            + " give one a choice");
    assertRefused(
        Prior.weights(Map.of("a", 1, "c", 2)),
        choices,
        "parameter \"p\" has no choice c, which its prior weights{a=1.0, c=2.0} weighs; expected"
            + " one of [a, b]");
    assertRefused(
        Prior.weights(Map.of("a", 1)),
        choices,
        "parameter \"p\" has a choice b, which its prior weights{a=1.0} does not weigh; add a"
            + " weight, 0 for never");
    assertRefused(
        Prior.normal(50, 1),
        UNIT,
        "parameter \"p\" has the range 0..1, in which its prior normal(50.0, 1.0) has no mass to"
            + " speak of; move one of them");
    assertRefused(
        Prior.logNormal(1e-3, 0.01),
        new DoubleDistribution(1e-5, 0.1, Scale.LOG, null),
        "parameter \"p\" has the range 0.00001..0.1 log, in which its prior log-normal(0.001, 0.01)"
            + " has no mass to speak of; move one of them, and note that the mean is that of the"
            + " natural logarithm");
    assertRefused(
        Prior.logNormal(0, 1),
        new IntDistribution(-9, -1, 1, Scale.LINEAR),
        "parameter \"p\" has the range -9..-1, in which its prior log-normal(0.0, 1.0) has no mass"
            + " to speak of; move one of them, and note that the mean is that of the natural"
            + " logarithm");
  }

  private static void assertRefused(Prior prior, Distribution distribution, String message) {
    assertThatThrownBy(() -> prior.check("p", distribution))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
