package dev.afina.core.study;

/**
 * How often others' trials are read where nothing depends on them: as often as that takes a
 * hundredth of the time, so that what others have set aside is found soon, at no cost to mention.
 */
final class ReadPace {

  private static final long SHARE = 100;

  private long ended = System.nanoTime();
  private long cost;

  /** Notes that they were read just now. */
  void read(long beganAt) {
    ended = System.nanoTime();
    cost = ended - beganAt;
  }

  /** Whether they are to be read again. */
  boolean isDue() {
    return System.nanoTime() - ended >= SHARE * cost;
  }
}
