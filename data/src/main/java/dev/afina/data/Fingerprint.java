package dev.afina.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * SHA-256 of data, as 64 lower-case hexadecimal digits: the same digits mean the same data, so a
 * study can refuse to resume on other data.
 */
public final class Fingerprint {
  private static final int CHUNK = 1 << 14;

  /** Those of data sets in use, which are fingerprinted again for every trial of a search. */
  private static final Map<Dataset, String> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Fingerprint() {}

  /** A digest to feed while reading. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256, but this one has not", e);
    }
  }

  /** The digits of what a digest was fed; resets it. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Fingerprint of bytes. */
  public static String of(byte[] bytes) {
    MessageDigest digest = digest();
    digest.update(bytes);
    return hex(digest);
  }

  /**
   * Fingerprint of a data set: its shape, features and targets to the last bit. Computed once, as
   * the arrays of a data set must not be written to.
   */
  public static String of(Dataset data) {
    String known = KNOWN.get(data);
    if (known == null) {
      known = computed(data);
      KNOWN.put(data, known);
    }
    return known;
  }

  private static String computed(Dataset data) {
    MessageDigest digest = digest();
    ByteBuffer shape = ByteBuffer.allocate(4 + 4 * data.featureShape().length);
    shape.putInt(data.featureShape().length);
    for (int size : data.featureShape()) {
      shape.putInt(size);
    }
    digest.update(shape.flip());
    update(digest, data.features());
    update(digest, data.targets());
    return hex(digest);
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * CHUNK);
    for (int from = 0; from < values.length; from += CHUNK) {
      buffer.clear();
      int to = Math.min(values.length, from + CHUNK);
      for (int i = from; i < to; i++) {
        buffer.putInt(Float.floatToRawIntBits(values[i]));
      }
      digest.update(buffer.flip());
    }
  }
}
