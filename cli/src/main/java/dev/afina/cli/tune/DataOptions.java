package dev.afina.cli.tune;

import dev.afina.data.TaskType;
import dev.afina.neural.tune.CnnSpace;
import dev.afina.neural.tune.MlpSpace;
import dev.afina.neural.tune.NetworkSpace;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is learned from. */
final class DataOptions {

  @Option(names = "--data", paramLabel = "FILE", description = "A table: CSV with a header.")
  private @Nullable Path data;

  @Option(names = "--target", paramLabel = "COLUMN", description = "The column to predict.")
  private @Nullable String target;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "classification or regression (default: as the target column suggests: classes if it"
              + " has text or few different integers).")
  private @Nullable TaskType task;

  @Mixin private final TableFormatOptions format = new TableFormatOptions();

  @Option(
      names = "--images",
      paramLabel = "FILE",
      description = "Images in an IDX file, plain or gzip, in place of a table.")
  private @Nullable Path images;

  @Option(names = "--labels", paramLabel = "FILE", description = "The images' labels, likewise.")
  private @Nullable Path labels;

  @Option(
      names = "--test-images",
      paramLabel = "FILE",
      description = "Images to test the best network on (default: 15 %% of the others).")
  private @Nullable Path testImages;

  @Option(names = "--test-labels", paramLabel = "FILE", description = "Their labels.")
  private @Nullable Path testLabels;

  /** Reads what the options name. */
  Source read() {
    if (data != null) {
      refuse(images, "--images", "--data");
      refuse(labels, "--labels", "--data");
      refuse(testImages, "--test-images", "--data");
      refuse(testLabels, "--test-labels", "--data");
      if (target == null) {
        throw new IllegalArgumentException(
            "--target is missing: name the column of %s to predict".formatted(data));
      }
      return TableSource.read(data, format.format(), target, Optional.ofNullable(task));
    }
    if (images == null) {
      throw new IllegalArgumentException(
          "nothing to learn from: give --data FILE --target COLUMN, or --images FILE --labels"
              + " FILE");
    }
    refuse(target, "--target", "--images");
    refuse(task, "--task", "--images");
    format.refuseBeside("--images");
    if (labels == null) {
      throw new IllegalArgumentException(
          "--labels is missing: name the file with the labels of %s".formatted(images));
    }
    if ((testImages == null) != (testLabels == null)) {
      throw new IllegalArgumentException(
          "--test-images and --test-labels go together, but only one of them is given");
    }
    return testImages == null
        ? ImageSource.read(images, labels)
        : ImageSource.read(images, labels, testImages, Objects.requireNonNull(testLabels));
  }

  /** The built-in search space for this kind of data. */
  NetworkSpace space() {
    return images == null ? MlpSpace.standard() : CnnSpace.standard();
  }

  /** A name for the study of those who give none: of the data file and the target. */
  String studyName() {
    Path file = data == null ? images : data;
    if (file == null || file.getFileName() == null) {
      return "study";
    }
    String base =
        file.getFileName().toString().replaceFirst("(\\.csv|\\.tsv|\\.txt)?(\\.gz)?$", "");
    return target == null ? base : base + "-" + target;
  }

  private static void refuse(@Nullable Object given, String option, String beside) {
    if (given != null) {
      throw new IllegalArgumentException(
          "%s and %s exclude each other; drop one".formatted(option, beside));
    }
  }
}
