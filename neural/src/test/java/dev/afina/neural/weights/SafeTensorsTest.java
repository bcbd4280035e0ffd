package dev.afina.neural.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.afina.neural.exception.ModelFormatException;
import dev.afina.neural.layer.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {

  private static Weights weights() {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    arrays.put("b", new WeightArray(Shape.of(2, 2), new float[] {1, -2, Float.MIN_VALUE, 4}));
    arrays.put("a", new WeightArray(Shape.of(1), new float[] {Float.NaN}));
    return new Weights(arrays);
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  @Test
  void followsTheFormat() {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[16,20]}}";
    int padded = (header.length() + 7) / 8 * 8;
    ByteBuffer content =
        ByteBuffer.wrap(SafeTensors.encode(weights())).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(content.getLong()).isEqualTo(padded);
    byte[] text = new byte[padded];
    content.get(text);
    assertThat(new String(text, StandardCharsets.UTF_8).stripTrailing()).isEqualTo(header);
    assertThat(content.getFloat()).isEqualTo(1);
    assertThat(content.getFloat()).isEqualTo(-2);
    assertThat(content.remaining()).isEqualTo(12);
  }

  @Test
  void readsWhatItWrites() {
    Weights read = SafeTensors.decode(SafeTensors.encode(weights()), "file");
    assertThat(read).isEqualTo(weights());
    assertThat(read.arrays().keySet()).containsExactly("b", "a");
  }

  @Test
  void handsOutInPiecesWhatItEncodes() throws IOException {
    float[] many = new float[100_003];
    for (int i = 0; i < many.length; i++) {
      many[i] = i / 7f;
    }
    Weights weights =
        weights().with(new Weights(Map.of("many", new WeightArray(Shape.of(many.length), many))));
    byte[] encoded = SafeTensors.encode(weights);
    ByteBuffer taken = ByteBuffer.allocate(encoded.length);
    int[] pieces = {0};

    SafeTensors.write(
        weights,
        piece -> {
          pieces[0]++;
          taken.put(piece);
        });

    assertThat(taken.array()).isEqualTo(encoded);
    assertThat(pieces[0]).isGreaterThan(1 + weights.arrays().size());
    assertThat(SafeTensors.decode(encoded, "file").get("many").values()).isEqualTo(many);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"a\":1}",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-4,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1073741824,4],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
      })
  void refusesFilesThatDoNotAddUp(String header) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SafeTensors.decode(file(header, 8), "w.safetensors"))
        .withMessageStartingWith("w.safetensors is not a");
  }

  @Test
  void refusesHeadersLongerThanTheFile() {
    byte[] content = file("{}", 0);
    content[3] = 1;
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SafeTensors.decode(content, "w"))
        .withMessage("w is not a whole safetensors file: its header is cut short");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SafeTensors.read(Path.of("no", "such.file")))
        .withMessageStartingWith("cannot read the weights in");
  }
}
