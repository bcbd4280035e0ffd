package dev.afina.algorithms.qmc;

import dev.afina.core.sampler.SamplingContext;
import dev.afina.math.Sobol;
import dev.afina.math.SobolSequence;
import java.util.random.RandomGenerator;

/** Points of the Sobol sequence; the last one is kept. */
final class SobolPoints implements Sequence {

  private static final String PURPOSE = "sobol";
  private static final int FEWEST = 8;

  private final boolean scrambled;
  private int size = FEWEST;
  private SobolSequence sequence = new SobolSequence(FEWEST);
  private double[] point = new double[0];
  private int index = -1;
  private long key;

  SobolPoints(boolean scrambled) {
    this.scrambled = scrambled;
  }

  @Override
  public String name() {
    return "sobol";
  }

  @Override
  public double coordinate(SamplingContext context, int dimension) {
    RandomGenerator scrambling = context.sharedRandom(PURPOSE);
    long now = context.sharedRandom(PURPOSE).nextLong();
    if (index != context.index() || key != now || point.length <= dimension) {
      if (dimension >= size) {
        size = Math.min(Sobol.LARGEST_DIMENSION, Integer.highestOneBit(dimension) * 2);
        sequence = new SobolSequence(size);
      }
      double[] plain = sequence.point(context.index());
      // one point a call: each coordinate draws the same scrambling whatever the point
      point = scrambled ? Sobol.scramble(new double[][] {plain}, size, scrambling)[0] : plain;
      index = context.index();
      key = now;
    }
    return point[dimension];
  }
}
