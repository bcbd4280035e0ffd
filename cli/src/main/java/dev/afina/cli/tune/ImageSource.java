package dev.afina.cli.tune;

import dev.afina.data.Dataset;
import dev.afina.data.Fingerprint;
import dev.afina.data.Split;
import dev.afina.data.TaskType;
import dev.afina.data.image.IdxReader;
import dev.afina.data.image.ImageSet;
import dev.afina.data.image.Shifts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Images with labels.
 *
 * @param images those to train on
 * @param test those to test on; {@code null} to set a part of the others aside
 */
record ImageSource(ImageSet images, @Nullable ImageSet test) implements Source {

  /** Training images are learned from twice, the second time moved by this much at most. */
  private static final int MOST_PIXELS = 1;

  static ImageSource read(Path images, Path labels) {
    return new ImageSource(IdxReader.read(images, labels), null);
  }

  static ImageSource read(Path images, Path labels, Path testImages, Path testLabels) {
    ImageSet train = IdxReader.read(images, labels);
    ImageSet test = IdxReader.read(testImages, testLabels);
    train.align(test);
    return new ImageSource(train, test);
  }

  @Override
  public TaskType task() {
    return TaskType.CLASSIFICATION;
  }

  @Override
  public List<String> classes() {
    return images.classes();
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>(images.summary());
    if (test != null) {
      lines.add(
          String.format(Locale.ROOT, "Test      %,d images of their own", test.dataset().size()));
    }
    lines.add("Training  each image twice: as it is, and moved by up to a pixel");
    return lines;
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public String fingerprint() {
    return test == null
        ? images.fingerprint()
        : Fingerprint.of(
            (images.fingerprint() + test.fingerprint()).getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String target() {
    return "label";
  }

  @Override
  public void check() {
    split(0);
  }

  private Split split(long seed) {
    Split split = images.split(seed, Problem.SHARE, test == null ? Problem.SHARE : 0);
    Parts.check(
        test == null
            ? split
            : new Split(split.train(), split.validation(), new int[test.dataset().size()]));
    return split;
  }

  @Override
  public Problem prepare(long seed) {
    Split split = split(seed);
    Dataset all = images.dataset();
    Dataset tested = test == null ? all.select(split.test()) : images.align(test);
    return new Problem(
        Shifts.withMovedCopies(all.select(split.train()), MOST_PIXELS, new SplittableRandom(seed)),
        all.select(split.validation()),
        tested,
        new ModelInputs.OfImages(
            Arrays.stream(all.featureShape()).boxed().toList(), images.classes()));
  }
}
