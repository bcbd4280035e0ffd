package dev.afina.storage;

import dev.afina.core.storage.FileStorageProvider;
import dev.afina.core.storage.Storage;
import java.nio.file.Path;

/** SQLite files, for those who ask for a file of any kind. */
public final class SqliteFileProvider implements FileStorageProvider {

  /** For the service loader. */
  public SqliteFileProvider() {}

  @Override
  public Storage open(Path file) {
    return SqliteStorage.open(file);
  }
}
