package dev.afina.benchmarks.suite.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A field's boards.
 *
 * @param name one word
 * @param title what is compared
 * @param boards by number of trials, for {@link #CHECKPOINTS} and the curves between them
 */
record Standing(String name, String title, Field field, Map<Integer, Board> boards) {

  /** Numbers of trials that are reported. */
  static final List<Integer> CHECKPOINTS = List.of(25, 50, 100);

  static Standing of(
      String name, String title, Field field, Results results, Map<String, Scale> scales) {
    Map<Integer, Board> boards = new TreeMap<>();
    int last = CHECKPOINTS.get(CHECKPOINTS.size() - 1);
    for (int trials = 1; trials <= last; trials++) {
      boards.put(trials, Board.of(field, results, scales, trials));
    }
    return new Standing(name, title, field, boards);
  }

  /** The board after as many trials. */
  Board after(int trials) {
    Board board = boards.get(trials);
    if (board == null) {
      throw new IllegalArgumentException(
          "there is no board after %d trials, expected 1 to %d".formatted(trials, boards.size()));
    }
    return board;
  }

  /** The samplers, the one with the best mean rank at the end first. */
  List<String> byRank() {
    Board last = after(CHECKPOINTS.get(CHECKPOINTS.size() - 1));
    return field.samplers().stream()
        .sorted(Comparator.comparingDouble(sampler -> last.ranks(sampler).mean()))
        .toList();
  }
}
