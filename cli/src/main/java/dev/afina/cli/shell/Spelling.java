package dev.afina.cli.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the words that a mistyped one may stand for. */
public final class Spelling {

  private Spelling() {}

  /**
   * The words that are at most a third of the longer word's characters away, the nearest first; no
   * more than three. Upper and lower case are alike.
   */
  public static List<String> near(String word, Collection<String> known) {
    String wanted = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> edits(wanted, name) <= Math.max(wanted.length(), name.length()) / 3)
        .sorted(Comparator.comparingInt(name -> edits(wanted, name)))
        .limit(3)
        .toList();
  }

  /** What is added to a message about a mistyped word; empty where nothing is near. */
  public static String meant(String word, Collection<String> known) {
    List<String> near = near(word, known);
    return near.isEmpty() ? "" : "; maybe you meant " + String.join(" or ", near);
  }

  /**
   * Characters to insert, delete or replace, and neighbours to swap, each at most once (optimal
   * string alignment).
   */
  private static int edits(String wanted, String name) {
    String a = wanted;
    String b = name.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : cheapest(a, b, i, j, cost);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int i, int j, int[][] cost) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
