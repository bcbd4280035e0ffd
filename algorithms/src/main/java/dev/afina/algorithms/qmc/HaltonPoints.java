package dev.afina.algorithms.qmc;

import dev.afina.core.sampler.SamplingContext;
import dev.afina.math.Halton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Points of the Halton sequence; the permutations of each coordinate are kept. */
final class HaltonPoints implements Sequence {

  private final boolean scrambled;
  private final Map<Integer, Coordinate> coordinates = new LinkedHashMap<>();

  private record Coordinate(long seed, Halton halton) {}

  HaltonPoints(boolean scrambled) {
    this.scrambled = scrambled;
  }

  @Override
  public String name() {
    return "halton";
  }

  @Override
  public double coordinate(SamplingContext context, int dimension) {
    long seed = scrambled ? context.sharedRandom("halton:" + dimension).nextLong() : 0;
    Coordinate kept = coordinates.get(dimension);
    if (kept == null || kept.seed != seed) {
      Halton halton = scrambled ? Halton.scrambled(dimension, seed) : Halton.plain(dimension);
      kept = new Coordinate(seed, halton);
      coordinates.put(dimension, kept);
    }
    return kept.halton.at(context.index());
  }
}
