package dev.afina.data.image;

import dev.afina.data.ClassBalance;
import dev.afina.data.DataException;
import dev.afina.data.Dataset;
import dev.afina.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Labelled images of one size.
 *
 * @param dataset pixels as features, {@code [rows][columns]} an image, in [0, 1]; class indices as
 *     targets
 * @param classes the labels in the order of their indices: ascending numbers
 * @param fingerprint SHA-256 of the unpacked contents of both files, as 64 hexadecimal digits
 */
public record ImageSet(Dataset dataset, List<String> classes, String fingerprint) {

  /** Copies the list. */
  public ImageSet {
    classes = List.copyOf(classes);
  }

  /** Images a class. */
  public ClassBalance balance() {
    return ClassBalance.of(classes, dataset.targets());
  }

  /**
   * Splits the images with about the same share of every class in each part; the same seed gives
   * the same split.
   *
   * @param validation share for validation, in [0, 1)
   * @param test share for test, in [0, 1); with {@code validation} below 1
   * @throws DataException if there is one class only or a class with a single image
   */
  public Split split(long seed, double validation, double test) {
    ClassBalance balance = balance();
    if (classes.size() == 1) {
      throw new DataException(
          "all images have the label %s, expected at least two classes".formatted(classes.get(0)));
    }
    if (balance.counts().get(balance.smallest()) == 1) {
      throw new DataException(
          "a single image has the label %s, expected at least two images a class"
              .formatted(classes.get(balance.smallest())));
    }
    return Split.stratified(strata(), validation, test, new SplittableRandom(seed));
  }

  /** The class of each image. */
  public int[] strata() {
    int[] strata = new int[dataset.size()];
    for (int i = 0; i < strata.length; i++) {
      strata[i] = (int) dataset.targets()[i];
    }
    return strata;
  }

  /**
   * Other images, such as a test set, with targets as indices into this set's classes.
   *
   * @throws DataException if their size differs, or one has a label that this set does not know
   */
  public Dataset align(ImageSet other) {
    if (!Arrays.equals(dataset.featureShape(), other.dataset.featureShape())) {
      throw new DataException(
          "the test images have shape %s, but the training images %s; expected the same"
              .formatted(
                  Arrays.toString(other.dataset.featureShape()),
                  Arrays.toString(dataset.featureShape())));
    }
    float[] targets = new float[other.dataset.size()];
    for (int i = 0; i < targets.length; i++) {
      String label = other.classes.get((int) other.dataset.targets()[i]);
      targets[i] = classes.indexOf(label);
      if (targets[i] < 0) {
        throw new DataException(
            "test image %d has the label %s, which no training image has; expected one of %s"
                .formatted(i + 1, label, classes));
      }
    }
    return new Dataset(other.dataset.features(), other.dataset.featureShape(), targets);
  }

  /** What was found, in lines for a person to read. */
  public List<String> summary() {
    ClassBalance balance = balance();
    int[] shape = dataset.featureShape();
    return List.of(
        String.format(
            Locale.ROOT,
            "Data      %,d images of %d × %d grey pixels",
            dataset.size(),
            shape[0],
            shape[1]),
        String.format(
            Locale.ROOT,
            "Target    classification into %d classes, from %,d images of \"%s\" to %,d of \"%s\"",
            classes.size(),
            balance.counts().get(balance.smallest()),
            classes.get(balance.smallest()),
            balance.counts().get(balance.largest()),
            classes.get(balance.largest())));
  }
}
