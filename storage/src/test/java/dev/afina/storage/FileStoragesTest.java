package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.FileStorages;
import dev.afina.core.storage.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for a study in a file, and names no kind of it, gets SQLite. */
class FileStoragesTest {

  @TempDir Path folder;

  @Test
  void opensSqliteFiles() {
    Path file = folder.resolve("study.db");
    try (Storage storage = FileStorages.open(file)) {
      storage.createStudy("a", List.of(Direction.MINIMIZE), Map.of());
    }
    try (Storage storage = Storages.openExisting("sqlite:////" + file.toString().substring(1))) {
      assertThat(storage.findStudy("a")).isPresent();
    }
  }

  @Test
  void saysWhereAFileCannotBeOpened() throws Exception {
    Path file = Files.writeString(folder.resolve("study.db"), "this is no database at all, no");
    assertThatThrownBy(() -> FileStorages.open(file).close())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("study.db");
  }
}
