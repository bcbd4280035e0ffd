package dev.afina.neural.weights;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Generators for every purpose of one seed.
 *
 * <p>What is drawn for an epoch depends on the seed and the epoch's number only, so a training that
 * is paused between epochs needs no generator's state to go on.
 */
public final class Seeds {

  /** What is drawn. */
  public enum Purpose {
    WEIGHTS(1),
    SHUFFLE(2),
    DROPOUT(3),
    SPLIT(4);

    private final long number;

    Purpose(long number) {
      this.number = number;
    }
  }

  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private Seeds() {}

  /** A generator for a purpose and two numbers, such as epoch and layer. */
  public static RandomGenerator generator(long seed, Purpose purpose, long first, long second) {
    return FACTORY.create(mix(mix(mix(seed + purpose.number) + first) + second));
  }

  /** A random order of {@code 0 … size − 1}, by Fisher and Yates. */
  public static long[] permutation(int size, RandomGenerator random) {
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Stafford's variant 13 of MurmurHash3's finalizer, behind SplitMix64's increment. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
