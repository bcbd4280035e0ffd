package dev.afina.neural.tune;

import static dev.afina.neural.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.storage.Direction;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Average;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether less or more is better, of every metric there is. */
class GoalsTest {

  private static final Blueprint CLASSES =
      Sequential.input(2)
          .add(dense(2))
          .compile(
              Adam.withLearningRate(0.01),
              Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
              all(Loss.SPARSE_CATEGORICAL_CROSSENTROPY));
  private static final Blueprint VALUES =
      Sequential.input(2)
          .add(dense(1))
          .compile(
              Adam.withLearningRate(0.01), Loss.MEAN_SQUARED_ERROR, all(Loss.MEAN_SQUARED_ERROR));

  private static Metric[] all(Loss loss) {
    List<Metric> metrics = new ArrayList<>(Metrics.all());
    metrics.add(Metrics.topK(1));
    for (Average average : List.of(Average.MACRO, Average.MICRO, Average.WEIGHTED)) {
      metrics.addAll(
          List.of(Metrics.precision(average), Metrics.recall(average), Metrics.f1(average)));
    }
    return metrics.stream().filter(metric -> metric.suits(loss)).toArray(Metric[]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "loss, MINIMIZE",
    "accuracy, MAXIMIZE",
    "precision, MAXIMIZE",
    "recall, MAXIMIZE",
    "f1, MAXIMIZE",
    "auc, MAXIMIZE",
    "log_loss, MINIMIZE",
    "top_1_accuracy, MAXIMIZE",
    "precision_macro, MAXIMIZE",
    "precision_micro, MAXIMIZE",
    "precision_weighted, MAXIMIZE",
    "recall_macro, MAXIMIZE",
    "recall_micro, MAXIMIZE",
    "recall_weighted, MAXIMIZE",
    "f1_macro, MAXIMIZE",
    "f1_micro, MAXIMIZE",
    "f1_weighted, MAXIMIZE",
    "weights, MINIMIZE",
    "mae, MINIMIZE",
    "mse, MINIMIZE",
    "rmse, MINIMIZE",
    "r2, MAXIMIZE"
  })
  void infersTheDirectionOfEveryName(String name, Direction direction) {
    Blueprint blueprint = List.of("mae", "mse", "rmse", "r2").contains(name) ? VALUES : CLASSES;

    assertThat(Goals.named(name, blueprint)).isEqualTo(new Goal(name, direction));
    if (!name.equals("weights")) {
      assertThat(Goals.named("val_" + name, blueprint))
          .isEqualTo(new Goal("val_" + name, direction));
    }
  }

  /** So that the table above has no gaps. */
  @Test
  void theTableNamesEveryMetric() throws Exception {
    String[] table =
        GoalsTest.class
            .getDeclaredMethod("infersTheDirectionOfEveryName", String.class, Direction.class)
            .getAnnotation(CsvSource.class)
            .value();
    List<String> names = Stream.of(table).map(row -> row.split(",")[0]).toList();
    assertThat(names).containsAll(Metrics.all().stream().map(Metric::name).toList());
    assertThat(names).containsAll(CLASSES.metrics().stream().map(Metric::name).toList());
  }

  @Test
  void asksAMetricOfOnesOwn() {
    Metric mine =
        new Metric() {
          @Override
          public String name() {
            return "profit";
          }

          @Override
          public boolean higherIsBetter() {
            return true;
          }

          @Override
          public Tally tally() {
            return Metrics.ACCURACY.tally();
          }
        };
    Blueprint blueprint =
        Sequential.input(2)
            .add(dense(2))
            .compile(Adam.withLearningRate(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, mine);
    assertThat(Goals.named("val_profit", blueprint).direction()).isEqualTo(Direction.MAXIMIZE);
  }
}
