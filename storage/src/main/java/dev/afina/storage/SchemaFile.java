package dev.afina.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Files of statements that make tables. */
final class SchemaFile {

  private SchemaFile() {}

  /** Statements stand apart by blank lines; SQLAlchemy puts a space after each comma. */
  static List<String> statements(String resource) {
    try (InputStream in =
        Objects.requireNonNull(SchemaFile.class.getResourceAsStream(resource), resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.replace("\r", "").strip().replace(",\n", ", \n").split("\n\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
