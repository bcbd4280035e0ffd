package dev.afina.data.image;

import dev.afina.data.DataException;
import dev.afina.data.Dataset;
import dev.afina.data.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads images and labels in the IDX format of the MNIST files: bytes, plain or gzip, told apart by
 * their contents.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">the format, under "file formats"</a>
 */
public final class IdxReader {
  private static final float WHITE = 255;

  private IdxReader() {}

  /**
   * Reads a file of images and the file of their labels.
   *
   * @throws DataException if a file is missing, cut short, too long, no IDX file of its kind, or if
   *     the two do not have the same number of entries
   */
  public static ImageSet read(Path images, Path labels) {
    IdxFile pixels = IdxFile.read(images, IdxFile.IMAGES);
    IdxFile numbers = IdxFile.read(labels, IdxFile.LABELS);
    int count = pixels.dimensions()[0];
    if (count != numbers.dimensions()[0]) {
      throw new DataException(
          "%s has %d images, but %s has %d labels; expected as many"
              .formatted(images, count, labels, numbers.dimensions()[0]));
    }
    int[] values = new int[count];
    Arrays.setAll(values, i -> numbers.bytes()[i] & 0xff);
    int[] distinct = Arrays.stream(values).distinct().sorted().toArray();
    float[] targets = new float[count];
    for (int i = 0; i < count; i++) {
      targets[i] = Arrays.binarySearch(distinct, values[i]);
    }
    List<String> classes = Arrays.stream(distinct).mapToObj(Integer::toString).toList();
    String both = pixels.fingerprint() + numbers.fingerprint();
    return new ImageSet(
        new Dataset(scaled(pixels.bytes()), shape(pixels), targets),
        classes,
        Fingerprint.of(both.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * Reads a file of images without labels, to predict with: {@code [n][rows][columns]} in [0, 1],
   * targets 0.
   */
  public static Dataset readImages(Path images) {
    IdxFile pixels = IdxFile.read(images, IdxFile.IMAGES);
    return new Dataset(scaled(pixels.bytes()), shape(pixels), new float[pixels.dimensions()[0]]);
  }

  private static int[] shape(IdxFile images) {
    return new int[] {images.dimensions()[1], images.dimensions()[2]};
  }

  private static float[] scaled(byte[] pixels) {
    float[] scaled = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      scaled[i] = (pixels[i] & 0xff) / WHITE;
    }
    return scaled;
  }
}
