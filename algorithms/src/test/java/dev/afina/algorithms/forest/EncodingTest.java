package dev.afina.algorithms.forest;

import static dev.afina.algorithms.forest.Encoding.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncodingTest {

  private static final SearchSpace ALL =
      SearchSpace.builder()
          .categorical("model", "tree", "net", "line")
          .intRange("layers", 1, 4)
          .logUniform("width", 1, 100)
          .bool("deep")
          .build();

  /** Layers only of a net, width from three layers on, deep of all but a line. */
  private static boolean asks(int parameter, double[] internals) {
    return switch (parameter) {
      case 1 -> internals[0] == 1;
      case 2 -> internals[0] == 1 && internals[1] >= 3;
      case 3 -> internals[0] != 2;
      default -> true;
    };
  }

  private static double[] internals(SplittableRandom random) {
    return new double[] {
      random.nextInt(3), 1 + random.nextInt(4), Math.exp(4 * random.nextDouble()), random.nextInt(2)
    };
  }

  private static TrialTable history(int trials) {
    TrialTable table = new TrialTable(new double[] {1});
    SplittableRandom random = new SplittableRandom(3);
    for (int index = 0; index < trials; index++) {
      double[] values = internals(random);
      int[] asked = IntStream.range(0, 4).filter(j -> asks(j, values)).toArray();
      SearchSpace space =
          SearchSpace.of(
              IntStream.of(asked).mapToObj(ALL::name).toList(),
              IntStream.of(asked).mapToObj(ALL::distribution).toList());
      double[] given = IntStream.of(asked).mapToDouble(j -> values[j]).toArray();
      table.put(
          FrozenTrial.builder(TrialState.COMPLETE)
              .id(index)
              .number(index)
              .index(index)
              .params(Params.of(space, given))
              .values(List.of(1.0))
              .build());
    }
    return table;
  }

  private static Encoding encoding(int trials) {
    return new Encoding(ALL, history(trials), IntStream.range(0, trials).toArray());
  }

  @Test
  void learnsWhatATrialWillAskFor() {
    Encoding encoding = encoding(60);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 200; i++) {
      double[] values = internals(random);
      double[] point = new double[4];
      for (int j = 0; j < 4; j++) {
        point[j] = encoding.axis(j).coordinate(values[j]);
      }
      double[] pruned = encoding.prune(point);
      for (int j = 0; j < 4; j++) {
        assertThat(pruned[j]).isEqualTo(asks(j, values) ? point[j] : ABSENT);
      }
    }
  }

  @Test
  void takesAllForAskedForThatEveryTrialAskedFor() {
    SearchSpace space = SearchSpace.builder().doubleRange("x", 0, 1).bool("b").build();
    Encoding encoding = new Encoding(space, new TrialTable(new double[] {1}), new int[0]);
    assertThat(encoding.prune(new double[] {0.3, 1})).containsExactly(0.3, 1);
  }

  @Test
  void turnsRowsIntoPointsAndPointsIntoValues() {
    TrialTable table = history(20);
    Encoding encoding = encoding(20);
    for (int row = 0; row < 20; row++) {
      double[] internals = encoding.internals(encoding.point(table, row));
      for (int j = 0; j < 4; j++) {
        double[] column = Objects.requireNonNull(table.column(ALL.name(j)));
        double expected = column[row];
        if (Double.isNaN(expected)) {
          assertThat(internals[j]).isNaN();
        } else {
          assertThat(internals[j]).isEqualTo(expected, within(1e-9 * expected));
        }
      }
    }
  }

  @Test
  void drawsWhatTheDistributionsContain() {
    Encoding encoding = encoding(20);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      double[] internals = encoding.internals(encoding.draw(random));
      for (int j = 0; j < 4; j++) {
        assertThat(ALL.distribution(j).contains(internals[j])).isTrue();
      }
    }
  }
}
