package dev.afina.neural.tune;

import static dev.afina.neural.layer.Layers.randomContrast;
import static dev.afina.neural.layer.Layers.randomHorizontalFlip;
import static dev.afina.neural.layer.Layers.randomRotation;
import static dev.afina.neural.layer.Layers.randomTranslation;

import dev.afina.core.space.HyperParameters;
import dev.afina.neural.Node;

/**
 * Tuned changes of images while training: how far they are turned and shifted, how much their
 * contrast changes, and whether half of them are mirrored. Parameters are recorded in the scope
 * {@code augment}; 0 leaves a change out.
 *
 * @param rotation most of a turn, in [0, 1)
 * @param translation most of height and width, in [0, 1)
 * @param contrast most of the contrast, in [0, 1)
 * @param flips whether mirroring is tried
 */
public record HyperAugment(double rotation, double translation, double contrast, boolean flips) {

  /** Distance of the amounts that are tried, as in KerasTuner. */
  public static final double STEP = 0.05;

  /** Checks the ranges. */
  public HyperAugment {
    check("rotation", rotation);
    check("translation", translation);
    check("contrast", contrast);
  }

  /** KerasTuner's limits: 0.5 of a turn, 0.4 of the size, 0.3 of the contrast; with mirroring. */
  public static HyperAugment standard() {
    return new HyperAugment(0.5, 0.4, 0.3, true);
  }

  private static void check(String name, double most) {
    if (!(most >= 0 && most < 1)) {
      throw new IllegalArgumentException(
          "%s is tuned up to %s, expected a number in [0, 1)".formatted(name, most));
    }
  }

  /** Behind images, with channels as the last axis, what changes them. */
  public Node behind(Node images, HyperParameters hp) {
    HyperParameters scope = hp.scope("augment");
    Node changed = images;
    if (flips && scope.withDefault(false).suggestBoolean("flip")) {
      changed = changed.then(randomHorizontalFlip());
    }
    double turn = amount(scope, "rotation", rotation);
    changed = turn > 0 ? changed.then(randomRotation(turn)) : changed;
    double shift = amount(scope, "translation", translation);
    changed = shift > 0 ? changed.then(randomTranslation(shift)) : changed;
    double share = amount(scope, "contrast", contrast);
    return share > 0 ? changed.then(randomContrast(share)) : changed;
  }

  private static double amount(HyperParameters hp, String name, double most) {
    return most < STEP ? 0 : hp.withDefault(0.0).suggestDouble(name, 0, most, STEP);
  }
}
