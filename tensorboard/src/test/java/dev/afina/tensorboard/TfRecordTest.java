package dev.afina.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checksums of {@code "123456789"} and of nothing, as TensorFlow's own writer makes them. */
class TfRecordTest {

  private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);

  @Test
  void framesAContentBetweenMaskedChecksums() {
    ByteBuffer record = ByteBuffer.wrap(TfRecord.frame(DIGITS)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] content = new byte[9];

    assertThat(record.remaining()).isEqualTo(25);
    assertThat(record.getLong()).isEqualTo(9);
    assertThat(record.getInt()).isEqualTo(0x3971F937);
    record.get(content);
    assertThat(content).isEqualTo(DIGITS);
    assertThat(record.getInt()).isEqualTo(0xC78AB0E5);
  }

  @Test
  void framesNothing() {
    ByteBuffer record = ByteBuffer.wrap(TfRecord.frame(new byte[0])).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(record.getLong()).isZero();
    assertThat(record.getInt()).isEqualTo(0x07980329);
    assertThat(record.getInt()).isEqualTo(0xA282EAD8);
  }

  @Test
  void readsUpToARecordThatIsCutShort() {
    byte[] two = two();

    for (int length = 0; length <= two.length; length++) {
      List<byte[]> contents = TfRecord.contents(Arrays.copyOf(two, length));
      assertThat(contents).hasSize(length / 25);
      assertThat(contents).allMatch(content -> Arrays.equals(content, DIGITS));
    }
  }

  @Test
  void readsUpToARecordThatIsDamaged() {
    for (int position = 25; position < 50; position++) {
      byte[] damaged = two();
      damaged[position] ^= 0x10;
      assertThat(TfRecord.contents(damaged)).hasSize(1);
    }
  }

  private static byte[] two() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(TfRecord.frame(DIGITS));
    bytes.writeBytes(TfRecord.frame(DIGITS));
    return bytes.toByteArray();
  }
}
