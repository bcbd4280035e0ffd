package dev.afina.core.trial;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Derives independent seeds from a study's seed, a trial's index and a purpose.
 *
 * <p>Pure functions: the same three give the same seed on every machine and Java version. Each step
 * is MurmurHash3's finaliser with the constants of Stafford's variant 13, as in {@link
 * SplittableRandom} (<a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood
 * 2014</a>).
 */
public final class Seeds {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private Seeds() {}

  /** The seed of a trial. */
  public static long of(long studySeed, int index) {
    return mix(mix(studySeed + GOLDEN_GAMMA) + GOLDEN_GAMMA * (index + 1L));
  }

  /** The seed of a purpose within a trial. */
  public static long of(long studySeed, int index, String purpose) {
    return of(of(studySeed, index), purpose);
  }

  private static long of(long trialSeed, String purpose) {
    long hash = trialSeed;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L; // FNV-1a's prime
    }
    return mix(hash);
  }

  /** A generator for a purpose within a trial. */
  public static RandomGenerator generator(long studySeed, int index, String purpose) {
    return new SplittableRandom(of(studySeed, index, purpose));
  }

  /** The same of a trial whose {@linkplain #of(long, int) seed} is known. */
  static RandomGenerator generator(long trialSeed, String purpose) {
    return new SplittableRandom(of(trialSeed, purpose));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
