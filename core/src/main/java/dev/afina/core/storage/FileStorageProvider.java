package dev.afina.core.storage;

import java.nio.file.Path;

/**
 * Opens storages that live in one file, for parts of Afina that need one and know no kind of it.
 *
 * <p>A jar offers one by listing its class, which has a public constructor without arguments, in
 * {@code META-INF/services/dev.afina.core.storage.FileStorageProvider}.
 */
public interface FileStorageProvider {

  /**
   * Opens the storage in a file, which is made if need be.
   *
   * @throws dev.afina.core.StorageException if it cannot be opened
   */
  Storage open(Path file);
}
