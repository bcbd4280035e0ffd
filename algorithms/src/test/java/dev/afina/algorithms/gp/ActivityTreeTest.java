package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ActivityTreeTest {

  /** A category of four, a number, and a third coordinate of no influence. */
  private static double[][] rows(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = new double[] {random.nextInt(4), random.nextDouble(), random.nextDouble()};
    }
    return rows;
  }

  private static boolean rule(double[] row) {
    return row[0] == 2 || (row[0] == 1 && row[1] > 0.4);
  }

  @Test
  void learnsNestedConditions() {
    double[][] rows = rows(80, 1);
    boolean[] active = new boolean[80];
    for (int i = 0; i < 80; i++) {
      active[i] = rule(rows[i]);
    }
    ActivityTree tree = ActivityTree.learn(rows, active, new boolean[] {true, false, false}, 3);
    int right = 0;
    double[][] fresh = rows(500, 2);
    for (double[] row : fresh) {
      right += tree.predict(row) == rule(row) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(480);
  }

  @Test
  void looksOnlyAtWhatIsAskedBefore() {
    double[][] rows = {{0, 1}, {0, 2}, {0, 3}};
    boolean[] active = {true, false, false};
    ActivityTree tree = ActivityTree.learn(rows, active, new boolean[2], 1);
    assertThat(tree.predict(new double[] {0, 1})).isFalse();
  }

  @Test
  void tellsAbsentParentsFromSmallOnes() {
    double[][] rows = {{ActivityTree.ABSENT}, {0}, {0.5}, {1}};
    boolean[] active = {false, true, true, true};
    ActivityTree tree = ActivityTree.learn(rows, active, new boolean[1], 1);
    assertThat(tree.predict(new double[] {ActivityTree.ABSENT})).isFalse();
    assertThat(tree.predict(new double[] {0})).isTrue();
  }

  @Test
  void learnsFromNothing() {
    ActivityTree tree = ActivityTree.learn(new double[0][], new boolean[0], new boolean[1], 1);
    assertThat(tree.predict(new double[] {0.5})).isTrue();
  }
}
