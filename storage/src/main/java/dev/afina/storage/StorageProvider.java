package dev.afina.storage;

import dev.afina.core.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Opens the storages of some URL schemes.
 *
 * <p>Found through {@link java.util.ServiceLoader}: a library that brings another kind of storage
 * names its provider in {@code META-INF/services/dev.afina.storage.StorageProvider}.
 */
public interface StorageProvider {

  /** The schemes it serves, in lower case, such as {@code sqlite}. */
  Set<String> schemes();

  /**
   * Opens a storage.
   *
   * @param create whether to make it if it does not exist
   * @throws IllegalArgumentException if the URL's location or parameters are not understood
   * @throws dev.afina.core.StorageException if it cannot be opened, or does not exist and must not
   *     be made
   */
  Storage open(StorageUrl url, boolean create);

  /**
   * Takes a storage that an older program made to the form of today; nothing happens where it has
   * that already.
   *
   * @return the version or revision that it had, empty where there are none
   * @throws IllegalArgumentException if the URL's location or parameters are not understood
   * @throws dev.afina.core.StorageException if it does not exist, or there is no way
   */
  default Optional<String> upgrade(StorageUrl url) {
    open(url, false).close();
    return Optional.empty();
  }

  /**
   * Takes what is damaged out of a storage, where there is a way.
   *
   * @return the numbers of the lines taken out, from 1
   * @throws IllegalArgumentException if storages of this kind are not repaired here
   */
  default List<Long> repair(StorageUrl url) {
    throw new IllegalArgumentException(
        "%s is no journal, and only journals are repaired here; use the database's own means"
            .formatted(url));
  }
}
