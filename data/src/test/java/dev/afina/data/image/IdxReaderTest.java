package dev.afina.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.data.DataException;
import dev.afina.data.Dataset;
import dev.afina.data.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
  private static final byte[] THREE_IMAGES = idx(0x0803, new int[] {3, 1, 2}, 0, 255, 51, 0, 1, 2);
  private static final byte[] THREE_LABELS = idx(0x0801, new int[] {3}, 7, 3, 7);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit fills it in
  private Path folder;

  @Test
  void readsPlainFiles() throws IOException {
    ImageSet set = IdxReader.read(write("i", THREE_IMAGES), write("l", THREE_LABELS));
    assertThat(set.dataset().features()).containsExactly(0, 1, 0.2f, 0, 1 / 255f, 2 / 255f);
    assertThat(set.dataset().featureShape()).containsExactly(1, 2);
    assertThat(set.dataset().targets()).containsExactly(1, 0, 1);
    assertThat(set.classes()).containsExactly("3", "7");
    assertThat(set.balance().counts()).containsExactly(1, 2);
  }

  @Test
  void tellsGzipByItsContentsAndGivesTheSameFingerprint() throws IOException {
    ImageSet plain = IdxReader.read(write("i", THREE_IMAGES), write("l", THREE_LABELS));
    ImageSet packed =
        IdxReader.read(write("packed", gzip(THREE_IMAGES)), write("l.gz", THREE_LABELS));
    assertThat(packed.dataset().features()).containsExactly(plain.dataset().features());
    assertThat(packed.fingerprint()).isEqualTo(plain.fingerprint()).hasSize(64);
    byte[] changed = THREE_IMAGES.clone();
    changed[changed.length - 1]++;
    assertThat(IdxReader.read(write("c", changed), write("l", THREE_LABELS)).fingerprint())
        .isNotEqualTo(plain.fingerprint());
  }

  @Test
  void readsImagesWithoutLabels() throws IOException {
    Dataset images = IdxReader.readImages(write("i", THREE_IMAGES));
    assertThat(images.size()).isEqualTo(3);
  }

  @Test
  void rejectsEveryTruncationOfAPlainFile() throws IOException {
    for (int length = 1; length < THREE_IMAGES.length; length++) {
      Path file = write("cut" + length, Arrays.copyOf(THREE_IMAGES, length));
      assertThatThrownBy(() -> IdxReader.readImages(file))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("is cut short");
    }
  }

  @Test
  void rejectsEveryTruncationOfAGzipFile() throws IOException {
    byte[] whole = gzip(THREE_IMAGES);
    for (int length = 3; length < whole.length; length++) {
      Path file = write("cut" + length, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> IdxReader.readImages(file))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("is cut short");
    }
    byte[] damaged = whole.clone();
    damaged[whole.length - 6] ^= 1;
    assertThatThrownBy(() -> IdxReader.readImages(write("damaged", damaged)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void rejectsTrailingBytes() throws IOException {
    Path file = write("long", Arrays.copyOf(THREE_IMAGES, THREE_IMAGES.length + 2));
    assertThatThrownBy(() -> IdxReader.readImages(file))
        .hasMessage(
            file + " has 2 bytes more than its header announces ([3, 1, 2]); expected none");
  }

  @Test
  void saysWhichMagicItFoundAndExpected() throws IOException {
    Path png = write("x.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3, 4});
    assertThatThrownBy(() -> IdxReader.readImages(png))
        .hasMessage(
            png
                + " starts with 0x89504e47, expected 0x00000803 for images; it is no IDX file of"
                + " bytes");
    Path images = write("i", THREE_IMAGES);
    Path labels = write("l", THREE_LABELS);
    assertThatThrownBy(() -> IdxReader.read(labels, images))
        .hasMessageContaining("it holds labels, maybe the two files are swapped");
    assertThatThrownBy(() -> IdxReader.read(images, images))
        .hasMessageContaining("expected 0x00000801 for labels; it holds images");
  }

  @Test
  void rejectsDifferentCounts() throws IOException {
    Path images = write("i", THREE_IMAGES);
    Path labels = write("l", idx(0x0801, new int[] {2}, 7, 3));
    assertThatThrownBy(() -> IdxReader.read(images, labels))
        .hasMessage("%s has 3 images, but %s has 2 labels; expected as many", images, labels);
  }

  @Test
  void rejectsForgedHeadersBeforeAllocating() throws IOException {
    for (int[] sizes :
        new int[][] {
          {Integer.MIN_VALUE, 28, 28}, {-1, -1, -1}, {Integer.MAX_VALUE, 1, 1}, {2_000_000, 28, 28}
        }) {
      byte[] forged = idx(0x0803, sizes);
      for (byte[] bytes : new byte[][] {forged, gzip(forged)}) {
        Path file = write("forged", bytes);
        assertThatThrownBy(() -> IdxReader.readImages(file))
            .isInstanceOf(DataException.class)
            .hasMessageMatching("(?s).*(is cut short|more than 2 GiB).*");
      }
    }
    assertThatThrownBy(
            () -> IdxReader.readImages(write("none", idx(0x0803, new int[] {0, 28, 28}))))
        .hasMessageContaining("no data");
  }

  @Test
  void saysWhatIsWrongWithThePath() throws IOException {
    assertThatThrownBy(() -> IdxReader.readImages(folder.resolve("none")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> IdxReader.readImages(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> IdxReader.readImages(write("e", new byte[0])))
        .hasMessageContaining("is empty");
  }

  @Test
  void alignsATestSetToTheTrainingClasses() throws IOException {
    ImageSet train = IdxReader.read(write("i", THREE_IMAGES), write("l", THREE_LABELS));
    Path one = write("one", idx(0x0803, new int[] {1, 1, 2}, 9, 9));
    ImageSet seven = IdxReader.read(one, write("7", idx(0x0801, new int[] {1}, 7)));
    assertThat(train.align(seven).targets()).containsExactly(1);
    ImageSet five = IdxReader.read(one, write("5", idx(0x0801, new int[] {1}, 5)));
    assertThatThrownBy(() -> train.align(five))
        .hasMessage(
            "test image 1 has the label 5, which no training image has; expected one of [3, 7]");
    Path tall = write("tall", idx(0x0803, new int[] {1, 2, 1}, 9, 9));
    ImageSet turned = IdxReader.read(tall, write("7", idx(0x0801, new int[] {1}, 7)));
    assertThatThrownBy(() -> train.align(turned)).hasMessageContaining("shape [2, 1]");
  }

  @Test
  void splitsByClassAndRefusesWhatCannotBeLearned() throws IOException {
    Path four = write("4", idx(0x0803, new int[] {4, 1, 1}, 1, 2, 3, 4));
    ImageSet set = IdxReader.read(four, write("l4", idx(0x0801, new int[] {4}, 0, 1, 0, 1)));
    Split split = set.split(1, 0, 0.5);
    assertThat(split.test()).hasSize(2);
    ImageSet same = IdxReader.read(four, write("same", idx(0x0801, new int[] {4}, 0, 0, 0, 0)));
    assertThatThrownBy(() -> same.split(1, 0, 0.5))
        .hasMessageContaining("all images have the label 0");
    ImageSet single = IdxReader.read(four, write("s", idx(0x0801, new int[] {4}, 0, 0, 0, 1)));
    assertThatThrownBy(() -> single.split(1, 0, 0.5)).hasMessageContaining("a single image");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  static byte[] idx(int magic, int[] sizes, int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(magic);
    for (int size : sizes) {
      buffer.putInt(size);
    }
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
