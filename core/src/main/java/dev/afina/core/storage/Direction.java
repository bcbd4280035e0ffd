package dev.afina.core.storage;

/** Whether less or more of an objective is better. */
public enum Direction {
  /** Less is better. */
  MINIMIZE(1),
  /** More is better. */
  MAXIMIZE(-1);

  private final double sign;

  Direction(double sign) {
    this.sign = sign;
  }

  /** The factor that turns a value into one to be minimised: 1 or −1. */
  public double sign() {
    return sign;
  }

  /** Whether {@code a} is strictly better than {@code b}; NaN never is. */
  public boolean isBetter(double a, double b) {
    return sign * a < sign * b;
  }
}
