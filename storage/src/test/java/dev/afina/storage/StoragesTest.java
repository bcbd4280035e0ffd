package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoragesTest {

  @Test
  void opensAFileByItsAbsolutePath(@TempDir Path folder) {
    String url = "sqlite:///" + folder.resolve("a.db").toAbsolutePath();
    assertThatThrownBy(() -> Storages.openExisting(url)).isInstanceOf(StorageException.class);
    try (Storage storage = Storages.open(url + "?synchronous=full&timeout=1.5")) {
      storage.createStudy("a", List.of(Direction.MINIMIZE), Map.of());
    }
    try (Storage storage = Storages.openExisting(url)) {
      assertThat(storage.findStudy("a")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite://", "sqlite:///:memory:", "SQLite:///"})
  void opensADatabaseInMemory(String url) {
    try (Storage storage = Storages.open(url)) {
      assertThat(storage.studies()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "afina.db", "sqlite:/afina.db", "://x", "sqlite://afina.db", "9://a"})
  void saysWhichFormsOfAUrlItExpects(String url) {
    assertThatThrownBy(() -> Storages.open(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "malformed", "sqlite:///relative.db", "sqlite:////absolute/path.db");
  }

  @ParameterizedTest
  @CsvSource({
    "sqlite:///a.db?synchronous=OFF, NORMAL",
    "sqlite:///a.db?cache=shared, 'known: legacyZone, synchronous'",
    "sqlite:///a.db?timeout=soon, number of seconds",
    "sqlite:///a.db?synchronous, synchronous=FULL",
  })
  void refusesParametersItDoesNotKnow(String url, String part) {
    assertThatThrownBy(() -> Storages.open(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oracle://me:s3cr:et@host/db",
        "mssql+pyodbc://me:s3/cr@et@host/db",
        "redis:///0?password=s3cret",
        "grpc://host:13000",
      })
  void saysWhichSchemesItKnowsWithoutTellingSecrets(String url) {
    assertThatThrownBy(() -> Storages.open(url))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("it knows: ")
        .message()
        .doesNotContain("s3", "et@");
  }

  @Test
  void tellsNoSecretOfAMalformedUrl() {
    assertThatThrownBy(() -> Storages.open("me:s3cret@host/db"))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("s3cret");
  }
}
