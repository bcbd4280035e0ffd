package dev.afina.algorithms.importance;

import java.util.Arrays;
import java.util.BitSet;

/** The part of a space that a node of a regression tree covers, and what it predicts there. */
final class Box {

  /** By axis, the ends in [0, 1]; of a choice they stay 0 and 1. */
  private final double[] low;

  private final double[] high;

  /** By axis, which choices; of a number none. */
  private final boolean[][] choices;

  private double value;

  private Box(double[] low, double[] high, boolean[][] choices) {
    this.low = low;
    this.high = high;
    this.choices = choices;
  }

  /** The whole space. */
  static Box whole(FeatureAxis[] axes) {
    double[] high = new double[axes.length];
    Arrays.fill(high, 1);
    boolean[][] choices = new boolean[axes.length][];
    for (int j = 0; j < axes.length; j++) {
      choices[j] = new boolean[axes[j].choices()];
      Arrays.fill(choices[j], true);
    }
    return new Box(new double[axes.length], high, choices);
  }

  /** The part below or above a threshold of a number. */
  Box half(int axis, double threshold, boolean below) {
    double[] from = low.clone();
    double[] to = high.clone();
    (below ? to : from)[axis] = threshold;
    return new Box(from, to, choices);
  }

  /** The part with some of the choices, or with the others. */
  Box part(int axis, BitSet set, boolean inside) {
    boolean[][] copy = choices.clone();
    copy[axis] = choices[axis].clone();
    for (int c = 0; c < copy[axis].length; c++) {
      copy[axis][c] &= set.get(c) == inside;
    }
    return new Box(low, high, copy);
  }

  Box predicting(double prediction) {
    value = prediction;
    return this;
  }

  double value() {
    return value;
  }

  double low(int axis) {
    return low[axis];
  }

  double high(int axis) {
    return high[axis];
  }

  boolean has(int axis, int choice) {
    return choices[axis][choice];
  }

  /** The share of the space that it covers in all axes but one. */
  double volumeWithout(int axis) {
    double volume = 1;
    for (int j = 0; j < low.length; j++) {
      volume *= j == axis ? 1 : width(j);
    }
    return volume;
  }

  double volume() {
    return volumeWithout(-1);
  }

  private double width(int axis) {
    if (choices[axis].length == 0) {
      return high[axis] - low[axis];
    }
    int count = 0;
    for (boolean has : choices[axis]) {
      count += has ? 1 : 0;
    }
    return (double) count / choices[axis].length;
  }
}
