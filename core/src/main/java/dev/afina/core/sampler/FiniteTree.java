package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The configurations that a define-by-run objective has tried, as a tree: a node is the parameter
 * asked for next, its branches are the values given, a leaf is a trial.
 *
 * <p>It shows which values still lead to something new, and when nothing new is left. A running
 * trial that stands at a node will take one of the configurations below it, so one fewer is left
 * there; a branch never entered counts as one configuration until more is known.
 *
 * <p>It is built from the history whenever that has changed, in O(trials × parameters), and only
 * where every parameter seen so far is finite and the product of their numbers of values is at most
 * {@link #LARGEST}; beyond that duplicates are rare and the walk would cost more than it saves.
 */
final class FiniteTree {

  /** More configurations than this are not tracked. */
  static final long LARGEST = GridPoints.MOST;

  private static final Node UNTRACKED = new Node();

  private final Map<String, ?> fixed;
  private final @Nullable GridPoints grid;
  private final Map<SearchSpace, double @Nullable []> gone = new HashMap<>();
  private long version = -1;
  private @Nullable TrialHistory of;
  private Node root = UNTRACKED;

  private static final class Node {
    private @Nullable String name;
    private long values;
    private int ended;
    private int running;
    private final Map<Double, Node> children = new HashMap<>();

    /** How many configurations are surely left below this node. */
    private long left() {
      if (name == null) {
        return ended + running > 0 ? 0 : 1;
      }
      long left = values - children.size() - running;
      for (Node child : children.values()) {
        left += child.left();
      }
      return Math.max(0, left);
    }
  }

  /**
   * Of no trial.
   *
   * @param fixed external values of parameters that have no other one; branches to others are
   *     passed over
   */
  FiniteTree(Map<String, ?> fixed) {
    this.fixed = fixed;
    grid = null;
  }

  /** Of no trial, with the values of a grid alone, however many configurations they make. */
  FiniteTree(Map<String, ?> fixed, GridPoints grid) {
    this.fixed = fixed;
    this.grid = grid;
  }

  /** Whether it would show something of this history, or of a longer one. */
  boolean mayTrack(TrialHistory history) {
    return grid != null || history.spaces().stream().allMatch(this::isSmall);
  }

  /** Whether every configuration was tried or is being tried. */
  boolean isExhausted(TrialHistory history) {
    refresh(history, -1);
    return root != UNTRACKED && root.name != null && root.left() == 0;
  }

  /**
   * The internal values of a parameter that lead to something new after what a trial was given so
   * far, ascending or in the grid's order; {@code null} if all do, or if it is not known.
   */
  double @Nullable [] open(SamplingContext context, String name, Distribution distribution) {
    refresh(context.history(), context.index());
    double[] values = root == UNTRACKED ? null : values(name, distribution);
    if (values == null) {
      return null;
    }
    Node node = root;
    Params params = context.params();
    for (int i = 0; i < params.size() && node != null; i++) {
      node = node.children.get(params.internal(i));
    }
    if (node == null || !name.equals(node.name)) {
      return null;
    }
    int found = 0;
    for (double value : values) {
      Node child = node.children.get(value);
      if (child == null || child.left() > 0) {
        values[found++] = value;
      }
    }
    if (found == 0) {
      return null;
    }
    if (grid == null) {
      Arrays.sort(values, 0, found);
    }
    return Arrays.copyOf(values, found);
  }

  private double @Nullable [] values(String name, Distribution distribution) {
    if (grid != null) {
      double[] points = points(grid, name, distribution);
      return points == null ? null : points.clone();
    }
    return distribution.cardinality().isEmpty() ? null : GridPoints.all().of(name, distribution);
  }

  private double @Nullable [] points(GridPoints of, String name, Distribution distribution) {
    SearchSpace key = SearchSpace.of(List.of(name), List.of(distribution));
    if (!gone.containsKey(key)) {
      gone.put(key, of.of(name, distribution));
    }
    return gone.get(key);
  }

  private void refresh(TrialHistory history, int without) {
    if (version == history.version() && of == history && without < 0) {
      return;
    }
    of = history;
    version = without < 0 ? history.version() : -1;
    if (!isSmall(history)) {
      root = UNTRACKED;
      return;
    }
    root = new Node();
    for (int row = 0; row < history.size(); row++) {
      if (row != without && !history.isVacant(row)) {
        insert(history, row);
      }
    }
  }

  private boolean isSmall(TrialHistory history) {
    if (grid != null) {
      return true;
    }
    if (!history.spaces().stream().allMatch(this::isSmall)) {
      return false;
    }
    for (int row = 0; row < history.size(); row++) {
      if (!history.state(row).isFinished() && !isSmall(history.space(row))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSmall(SearchSpace space) {
    long product = 1;
    for (int i = 0; i < space.size() && product <= LARGEST; i++) {
      if (fixed.containsKey(space.name(i))) {
        continue;
      }
      OptionalLong count = space.distribution(i).cardinality();
      if (count.isEmpty() || count.getAsLong() > LARGEST) {
        return false;
      }
      product *= count.getAsLong();
    }
    return product <= LARGEST;
  }

  /** Adds a trial's path, as far as its values lie in their distributions. */
  private void insert(TrialHistory history, int row) {
    SearchSpace space = history.space(row);
    Node node = root;
    for (int i = 0; i < space.size(); i++) {
      double[] column = history.column(space.name(i));
      if (column == null || !space.distribution(i).contains(column[row])) {
        return;
      }
      String name = space.name(i);
      node.name = name;
      if (fixed.containsKey(name)) {
        node.values = 1;
        if (!isFixedTo(column[row], space.distribution(i), fixed.get(name))) {
          return;
        }
      } else if (grid == null) {
        node.values = Math.max(node.values, space.distribution(i).cardinality().orElse(1));
      } else {
        double[] points = points(grid, name, space.distribution(i));
        double value = column[row];
        node.values = points == null ? Integer.MAX_VALUE : points.length;
        if (points != null && Arrays.stream(points).noneMatch(point -> point == value)) {
          return;
        }
      }
      node = node.children.computeIfAbsent(column[row], value -> new Node());
    }
    if (history.state(row).isFinished()) {
      node.ended++;
    } else if (history.state(row) == TrialState.RUNNING) {
      node.running++;
    }
  }

  private static boolean isFixedTo(double internal, Distribution distribution, Object value) {
    try {
      return distribution.toInternal(value) == internal;
    } catch (IllegalArgumentException e) {
      return false; // the objective will be told when it asks
    }
  }
}
