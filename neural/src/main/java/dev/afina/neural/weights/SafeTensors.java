package dev.afina.neural.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.neural.exception.ModelFormatException;
import dev.afina.neural.layer.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights in the safetensors format, which Python's {@code safetensors} opens: eight bytes with the
 * header's length, a JSON header with a type, a shape and an extent for every array, then the bare
 * values, all little-endian. Only 32-bit floats are read and written; reading executes nothing and
 * trusts no number in the file.
 *
 * <p>See the <a href="https://github.com/huggingface/safetensors#format">format</a>.
 */
public final class SafeTensors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__";
  private static final Map<String, String> FORMAT = Map.of("format", "pt");

  /** Bytes of a piece: they stay in the processor's cache, and in the heap's young part. */
  private static final int PIECE = 1 << 16;

  private SafeTensors() {}

  /** Takes a file's content piece by piece. */
  public interface Sink {

    /** Takes what a buffer holds, all of it; the buffer is then used for the next piece. */
    void take(ByteBuffer piece) throws IOException;
  }

  /** The file's content for the given weights; below 2 GB. */
  public static byte[] encode(Weights weights) {
    byte[] header = header(weights, FORMAT, Map.of());
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(header.length + size(weights)));
    try {
      write(header, weights, file::put);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes everything", e);
    }
    return file.array();
  }

  /**
   * Hands out the file's content in pieces, so that it never lies in memory as a whole.
   *
   * @throws IOException as the sink throws it
   */
  public static void write(Weights weights, Sink sink) throws IOException {
    write(weights, FORMAT, Map.of(), sink);
  }

  /**
   * Hands out the file's content in pieces, so that it never lies in memory as a whole.
   *
   * @param metadata texts of the header; maps whose order is not fixed hold at most one
   * @param more the same, written behind them
   * @throws IOException as the sink throws it
   */
  public static void write(
      Weights weights, Map<String, String> metadata, Map<String, String> more, Sink sink)
      throws IOException {
    write(header(weights, metadata, more), weights, sink);
  }

  private static void write(byte[] header, Weights weights, Sink sink) throws IOException {
    sink.take(ByteBuffer.wrap(header));
    ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = piece.asFloatBuffer();
    for (WeightArray array : weights.arrays().values()) {
      float[] values = array.values();
      for (int from = 0; from < values.length; from += floats.capacity()) {
        int count = Math.min(floats.capacity(), values.length - from);
        floats.clear().put(values, from, count);
        sink.take(piece.clear().limit(4 * count));
      }
    }
  }

  private static long size(Weights weights) {
    return weights.arrays().values().stream().mapToLong(array -> 4L * array.values().length).sum();
  }

  /** The header, with its length before it. */
  private static byte[] header(
      Weights weights, Map<String, String> metadata, Map<String, String> more) {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject(METADATA);
    metadata.forEach(texts::put);
    more.forEach(texts::put);
    long end = 0;
    for (Map.Entry<String, WeightArray> entry : weights.arrays().entrySet()) {
      ObjectNode node = header.putObject(entry.getKey()).put("dtype", "F32");
      ArrayNode shape = node.putArray("shape");
      Arrays.stream(entry.getValue().shape().toArray()).forEach(shape::add);
      ArrayNode extent = node.putArray("data_offsets").add(end);
      end += 4L * entry.getValue().values().length;
      extent.add(end);
    }
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    // Spaces behind the header keep the values aligned to eight bytes.
    int padded = (text.length + 7) / 8 * 8;
    ByteBuffer all = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(padded).put(text);
    while (all.hasRemaining()) {
      all.put((byte) ' ');
    }
    return all.array();
  }

  /**
   * Reads a file.
   *
   * @throws ModelFormatException if it is missing, cut short or not in this format
   */
  public static Weights read(Path path) {
    try {
      return decode(Files.readAllBytes(path), path.toString());
    } catch (IOException e) {
      throw new ModelFormatException("cannot read the weights in %s: %s".formatted(path, e), e);
    }
  }

  /**
   * The weights in a file's content.
   *
   * @param name of the file, for messages
   * @throws ModelFormatException if it is not in this format
   */
  public static Weights decode(byte[] content, String name) {
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    JsonNode header = header(file, name);
    ByteBuffer data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    long expected = 0;
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (entry.getKey().equals(METADATA)) {
        continue;
      }
      Extent extent = Extent.of(entry.getKey(), entry.getValue(), data.capacity(), name);
      float[] values = new float[extent.shape().count()];
      data.position(extent.begin());
      data.asFloatBuffer().get(values);
      arrays.put(entry.getKey(), new WeightArray(extent.shape(), values));
      expected += 4L * values.length;
    }
    if (expected != data.capacity()) {
      throw broken(
          name,
          "its arrays take %d bytes, but it has %d".formatted(expected, (long) data.capacity()));
    }
    return new Weights(arrays);
  }

  /**
   * The texts in the header of a file's content, in their order.
   *
   * @param name of the file, for messages
   * @throws ModelFormatException if the header is not in this format
   */
  public static Map<String, String> metadata(byte[] content, String name) {
    JsonNode header = header(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN), name);
    Map<String, String> texts = new LinkedHashMap<>();
    header
        .path(METADATA)
        .properties()
        .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /** Reads the header, and leaves the file's position behind it. */
  private static JsonNode header(ByteBuffer file, String name) {
    long headerSize = file.remaining() < 8 ? -1 : file.getLong();
    if (headerSize < 2 || headerSize > file.remaining()) {
      throw broken(name, "its header is cut short");
    }
    byte[] text = new byte[(int) headerSize];
    file.get(text);
    try {
      JsonNode header = JSON.readTree(new String(text, StandardCharsets.UTF_8));
      if (header != null && header.isObject()) {
        return header;
      }
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "%s is not a safetensors file: its header is not JSON".formatted(name), e);
    }
    throw broken(name, "its header is not a JSON object");
  }

  private static ModelFormatException broken(String name, String what) {
    return new ModelFormatException("%s is not a whole safetensors file: %s".formatted(name, what));
  }

  /** Where an array lies, checked against the size of the data. */
  private record Extent(Shape shape, int begin) {

    static Extent of(String key, JsonNode node, int size, String name) {
      if (!node.path("dtype").asText().equals("F32")) {
        throw broken(
            name, "\"%s\" has type %s, expected F32".formatted(key, node.path("dtype").asText()));
      }
      JsonNode offsets = node.path("data_offsets");
      long begin = offsets.path(0).asLong(-1);
      long end = offsets.path(1).asLong(-1);
      Shape shape = shape(key, node.path("shape"), name);
      if (begin < 0 || end > size || end - begin != 4L * shape.count()) {
        throw broken(
            name,
            "\"%s\" of shape %s lies at bytes %d to %d of %d"
                .formatted(key, shape, begin, end, size));
      }
      return new Extent(shape, (int) begin);
    }

    private static Shape shape(String key, JsonNode node, String name) {
      int[] sizes = new int[node.size()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = node.path(i).asInt(-1);
      }
      try {
        return Shape.of(sizes);
      } catch (IllegalArgumentException e) {
        throw new ModelFormatException(
            "%s is not a whole safetensors file: \"%s\" has shape %s".formatted(name, key, node),
            e);
      }
    }
  }
}
