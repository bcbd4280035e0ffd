package dev.afina.core.storage;

import dev.afina.core.StorageException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Storages that live in one file, of whatever kind the class path offers. */
public final class FileStorages {

  private FileStorages() {}

  /**
   * Opens the storage in a file, which is made if need be; SQLite with {@code afina-storage}.
   *
   * @throws StorageException if it cannot be opened, or nothing on the class path keeps studies in
   *     files
   */
  public static Storage open(Path file) {
    return ServiceLoader.load(FileStorageProvider.class, FileStorages.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new StorageException(
                    "nothing on the class path keeps a study in a file (%s); add dev.afina:afina-storage"
                        .formatted(file)))
        .open(file);
  }
}
