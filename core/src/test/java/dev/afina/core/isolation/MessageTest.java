package dev.afina.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.core.isolation.Message.Kind;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.Hint;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.Prior;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said arrives as it was. */
class MessageTest {

  private static Message sent(Kind kind, @Nullable Object... parts) {
    try {
      return Message.decode(Message.of(kind, parts).encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void keepsValuesAndTheirTypes() {
    Object[] values = {
      null,
      true,
      false,
      1,
      2L,
      (short) 3,
      (byte) 4,
      0.1,
      -0.0,
      Double.NaN,
      1.5f,
      "ü\uD800\n",
      new BigInteger("123456789012345678901"),
      new BigDecimal("1.10"),
      Arrays.asList("a", null, List.of(1)),
      Collections.singletonMap("k", null),
      Map.of("m", 7L)
    };

    assertThat(sent(Kind.ANSWER, values)).isEqualTo(Message.of(Kind.ANSWER, values));
  }

  @Test
  void refusesValuesThatAreNotPlain() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sent(Kind.ANSWER, List.class))
        .withMessageStartingWith(
            "interface java.util.List is a java.lang.Class, expected null, a boolean");
    assertThatIOException().isThrownBy(() -> Message.decode(new byte[] {'?'}));
  }

  static Stream<Distribution> distributions() {
    return Stream.of(
        new DoubleDistribution(-1, 2, Scale.LINEAR, null),
        new DoubleDistribution(1e-5, 0.1, Scale.LOG, null),
        new DoubleDistribution(0.001, 0.020, Scale.LINEAR, 0.0005),
        new IntDistribution(1, 1L << 40, 3, Scale.LINEAR),
        new IntDistribution(1, 256, 1, Scale.LOG),
        CategoricalDistribution.of(null, true, 1, 1.0, "1"));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void keepsDistributions(Distribution distribution) {
    assertThat(Plain.distribution(sent(Kind.SUGGEST, Plain.of(distribution)).list(0)))
        .isEqualTo(distribution);
  }

  @Test
  void keepsHintsAndParameters() {
    Hint hint = new Hint(12, Prior.weights(Map.of("adam", 3, "sgd", 1)));
    assertThat(Plain.hint(sent(Kind.SUGGEST, Plain.of(hint)).list(0))).isEqualTo(hint);
    assertThat(Plain.hint(sent(Kind.SUGGEST, Plain.of(Hint.NONE)).list(0))).isEqualTo(Hint.NONE);

    Params params =
        Params.of(
            SearchSpace.builder().doubleRange("x", 0, 1).bool("b").build(), new double[] {0.3, 1});
    Message answer = Plain.answer(params);
    assertThat(Plain.params(sent(answer.kind(), answer.parts().toArray()))).isEqualTo(params);
  }

  @Test
  void keepsFailuresWithTheirCauses() {
    Exception failure = new IOException("disk full", new IllegalStateException("no room"));
    Message message = Plain.of(Kind.THREW, failure);
    Throwable arrived =
        Plain.failure(sent(message.kind(), message.parts().toArray()), getClass().getClassLoader());

    assertThat(arrived).isInstanceOf(IOException.class).hasMessage("disk full");
    assertThat(arrived.getCause()).hasMessage("no room");
    assertThat(arrived.getStackTrace()).isEqualTo(failure.getStackTrace());
  }
}
