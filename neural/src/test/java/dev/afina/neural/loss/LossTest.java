package dev.afina.neural.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Shape;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LossTest {

  @Test
  void namesAreReadBack() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    for (Loss loss :
        new Loss[] {
          Loss.MEAN_ABSOLUTE_ERROR,
          Loss.HUBER,
          Loss.huber(0.25),
          Loss.CATEGORICAL_CROSSENTROPY.labelSmoothing(0.1)
        }) {
      assertThat(Loss.named(loss.toString())).isEqualTo(loss);
      assertThat(json.readValue(json.writeValueAsString(loss), Loss.class)).isEqualTo(loss);
    }
    assertThat(json.writeValueAsString(Loss.HUBER)).isEqualTo("\"HUBER\"");
    assertThat(Loss.huber(0.25)).hasToString("huber(0.25)");
  }

  @Test
  void rejectsUnknownNames() {
    rejects(
        () -> Loss.named("mse"),
        "there is no loss \"mse\", expected one of [sparse_categorical_crossentropy,"
            + " categorical_crossentropy, binary_crossentropy, mean_squared_error,"
            + " mean_absolute_error, huber]");
  }

  @Test
  void rejectsParametersThatMakeNoSense() {
    rejects(() -> Loss.huber(0), "huber has delta 0.0, expected a finite number above 0");
    rejects(
        () -> Loss.BINARY_CROSSENTROPY.labelSmoothing(1),
        "label smoothing is 1.0, expected a number in [0, 1)");
    rejects(
        () -> Loss.HUBER.labelSmoothing(0.1),
        "huber has no classes, expected a cross-entropy to smooth the labels of");
    rejects(
        () -> new Loss(Loss.Kind.MEAN_SQUARED_ERROR, 2),
        "mean_squared_error has parameter 2.0, expected 0: it takes none");
  }

  @Test
  void takesValuesOfAnyShape() {
    assertThatCode(() -> Loss.MEAN_SQUARED_ERROR.checkOutput(Shape.of(28, 28), Activation.SIGMOID))
        .doesNotThrowAnyException();
  }

  @Test
  void rejectsTargetsOfAnotherWidth() {
    rejects(
        () -> Loss.MEAN_SQUARED_ERROR.checkTargets(new float[4], 1, 0, 3, "training"),
        "training data have 1 targets a row, mean_squared_error with 3 outputs expects 3");
    rejects(
        () -> Loss.SPARSE_CATEGORICAL_CROSSENTROPY.checkTargets(new float[6], 3, 0, 3, "training"),
        "training data have 3 targets a row, sparse_categorical_crossentropy with 3 outputs"
            + " expects 1; maybe take categorical_crossentropy");
    rejects(
        () -> Loss.CATEGORICAL_CROSSENTROPY.checkTargets(new float[4], 1, 0, 3, "validation"),
        "validation data have 1 targets a row, categorical_crossentropy with 3 outputs expects 3;"
            + " maybe take sparse_categorical_crossentropy");
  }

  @Test
  void rejectsTargetsThatAreNoProbabilities() {
    Loss loss = Loss.CATEGORICAL_CROSSENTROPY;
    rejects(
        () -> loss.checkTargets(new float[] {1, 0, 0.5f, 0.4f}, 2, 0, 2, "training"),
        "training data have targets [0.5, 0.4] in row 1, expected probabilities that sum up to 1");
    rejects(
        () -> loss.checkTargets(new float[] {1.5f, -0.5f}, 2, 0, 2, "training"),
        "training data have targets [1.5, -0.5] in row 0, expected probabilities that sum up to 1");
    rejects(
        () -> loss.checkTargets(new float[] {1, 0, 0, Float.NaN}, 2, 0, 2, "training"),
        "training data have target NaN in row 1, column 1, expected a finite number");
  }

  private static void rejects(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
