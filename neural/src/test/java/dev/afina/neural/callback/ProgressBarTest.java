package dev.afina.neural.callback;

import static dev.afina.neural.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Sgd;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private static final Dataset DATA =
      new Dataset(
          new float[] {1, 2, 3, 4, 5, 6, 7, 8},
          new int[] {1},
          new float[] {2, 4, 6, 8, 1, 3, 5, 7});

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  /** A clock that goes on by so many milliseconds whenever it is read. */
  private static LongSupplier clock(long milliseconds) {
    long[] now = {0};
    return () -> now[0] += milliseconds * 1_000_000;
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private static History train(Callback... callbacks) {
    var blueprint =
        Sequential.input(1)
            .add(dense(1))
            .compile(Sgd.withLearningRate(0.001), Loss.MEAN_SQUARED_ERROR, Metrics.MAE);
    try (Model model = blueprint.build(1)) {
      return model.fit(DATA, Fit.epochs(2).batchSize(2).validation(DATA).callbacks(callbacks));
    }
  }

  @Test
  void writesALineAnEpochWithoutATerminal() {
    History history = train(new ProgressBar(out, false, clock(1500)));
    List<String> lines = text().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "Epoch 2/2 - 8s - loss: %.4f - mae: %.4f - val_loss: %.4f - val_mae: %.4f",
                history.last("loss"),
                history.last("mae"),
                history.last("val_loss"),
                history.last("val_mae")));
  }

  @Test
  void drawsABarWithTheTimeLeftOnATerminal() {
    History history = train(new ProgressBar(out, true, clock(500)));
    List<String> lines = text().lines().toList();
    assertThat(lines.get(0)).isEqualTo("Epoch 1/2");
    String[] drawn = text().split("Epoch 2/2")[0].split("\r");
    assertThat(drawn).hasSize(6);
    // Half a second a batch: three batches are left.
    assertThat(drawn[1])
        .startsWith("1/4 " + "━".repeat(7) + "─".repeat(23) + " 2s 500ms/step - loss: ")
        .contains(" - mae: ")
        .doesNotContain("val_");
    assertThat(drawn[5].stripTrailing())
        .startsWith("4/4 " + "━".repeat(30) + " 3s 625ms/step - loss: ")
        .endsWith(
            String.format(Locale.ROOT, " - val_mae: %.4f", history.epochs().get(0).get("val_mae")));
  }

  @Test
  void drawsNoMoreOftenThanTheEyeSees() {
    train(new ProgressBar(out, true, clock(40)));
    // Every third reading of the clock, and the end of the epoch.
    assertThat(text().split("Epoch 2/2")[0].split("\r")).hasSize(3);
  }

  @Test
  void endsTheLineOfATrainingThatFails() {
    Callback failing =
        new Callback() {
          @Override
          public void batchEnd(Training training, int batch, double loss) {
            throw new IllegalStateException("pruned");
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> train(new ProgressBar(out, true, clock(500)), failing));
    assertThat(text()).endsWith("\n");
    assertThat(ProgressBar.on(out).withLines().withBar()).isNotNull();
  }
}
