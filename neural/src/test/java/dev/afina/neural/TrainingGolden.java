package dev.afina.neural;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.StreamSupport;

/** Values by PyTorch, Keras and scikit-learn; {@code training-golden.py} wrote them. */
public final class TrainingGolden {

  private static final JsonNode ROOT = read();

  private TrainingGolden() {}

  private static JsonNode read() {
    try (InputStream file = TrainingGolden.class.getResourceAsStream("training-golden.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The part behind some names. */
  public static JsonNode at(String... names) {
    JsonNode node = ROOT;
    for (String name : names) {
      node = node.required(name);
    }
    return node;
  }

  /** A list of numbers. */
  public static double[] doubles(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  /** A list of numbers behind some names. */
  public static float[] floats(String... names) {
    double[] values = doubles(at(names));
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
