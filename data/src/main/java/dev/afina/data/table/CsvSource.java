package dev.afina.data.table;

import dev.afina.data.DataException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a CSV file, checked to be UTF-8 text. */
final class CsvSource {
  private static final int SAMPLE = 1 << 16;

  private final Path file;

  CsvSource(Path file) {
    this.file = file;
    if (!Files.exists(file)) {
      throw new DataException("%s does not exist; check the path".formatted(file));
    }
    if (Files.isDirectory(file)) {
      throw new DataException("%s is a folder, expected a CSV file".formatted(file));
    }
    if (!Files.isReadable(file)) {
      throw new DataException("%s cannot be read; check its permissions".formatted(file));
    }
  }

  /** The beginning of a file as text. */
  record Sample(String text, boolean isCut) {}

  Sample sample() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(SAMPLE + 1);
      checkMagic(bytes);
      boolean isCut = bytes.length > SAMPLE;
      String text = new String(bytes, 0, isCut ? SAMPLE : bytes.length, StandardCharsets.UTF_8);
      return new Sample(text.startsWith("\uFEFF") ? text.substring(1) : text, isCut);
    }
  }

  /** A decoder that fails on the first byte that is not UTF-8. */
  static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** The same bytes, failing on a zero byte: no text has one. */
  InputStream textOnly(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int value = super.read();
        if (value == 0) {
          throw binary("it holds zero bytes");
        }
        return value;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = offset; i < offset + count; i++) {
          if (buffer[i] == 0) {
            throw binary("it holds zero bytes");
          }
        }
        return count;
      }
    };
  }

  /** The complaint about bytes that are not UTF-8, with their line. */
  DataException notUtf8() throws IOException {
    return new DataException(
        "%s is not UTF-8 text: line %d holds bytes that no UTF-8 text has; save it as UTF-8"
            .formatted(file, firstBadLine()));
  }

  private void checkMagic(byte[] bytes) {
    if (starts(bytes, 0x1f, 0x8b)) {
      throw binary("it is packed with gzip; unpack it first");
    }
    if (starts(bytes, 'P', 'K', 3, 4)) {
      throw binary("it is a ZIP archive or an Excel workbook; export the sheet as CSV");
    }
    if (starts(bytes, 'P', 'A', 'R', '1')) {
      throw binary("it is a Parquet file; export it as CSV");
    }
    if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) {
      throw new DataException(
          "%s is UTF-16 text, expected UTF-8; save it as UTF-8".formatted(file));
    }
  }

  private DataException binary(String reason) {
    return new DataException("%s is a binary file, expected CSV text: %s".formatted(file, reason));
  }

  private static boolean starts(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private int firstBadLine() throws IOException {
    CharsetDecoder decoder = decoder();
    CharBuffer chars = CharBuffer.allocate(SAMPLE);
    ByteBuffer bytes = ByteBuffer.allocate(SAMPLE);
    int line = 1;
    try (InputStream in = Files.newInputStream(file)) {
      boolean isEnd = false;
      while (!isEnd) {
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        isEnd = count < 0;
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        CoderResult result = decoder.decode(bytes, chars, isEnd);
        for (int i = 0; i < chars.position(); i++) {
          line += chars.get(i) == '\n' ? 1 : 0;
        }
        if (result.isError()) {
          return line;
        }
        chars.clear();
        bytes.compact();
      }
    }
    return line;
  }
}
