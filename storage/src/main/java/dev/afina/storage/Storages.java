package dev.afina.storage;

import dev.afina.core.StorageException;
import dev.afina.core.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opens storages by their URL.
 *
 * <p>{@code sqlite:///afina.db} is a file in the current folder, {@code sqlite:////data/afina.db}
 * one with an absolute path, {@code sqlite://} a database in memory. {@code
 * postgresql://user:password@host:port/database} and {@code mysql://…} are databases of a server,
 * also as SQLAlchemy writes them: {@code postgresql+psycopg2://…}, {@code mysql+pymysql://…}.
 * {@code journal:///studies.log} is the file of Optuna's {@code JournalStorage}.
 */
public final class Storages {

  private Storages() {}

  /**
   * Opens the storage at a URL; a database that does not exist is made.
   *
   * @throws IllegalArgumentException if the URL is malformed
   * @throws StorageException if the storage cannot be opened, or nothing here serves its scheme
   */
  public static Storage open(String url) {
    return open(url, true);
  }

  /**
   * Opens the storage at a URL, which must exist: for those who only look.
   *
   * @throws IllegalArgumentException if the URL is malformed
   * @throws StorageException if it does not exist or cannot be opened, or nothing here serves its
   *     scheme
   */
  public static Storage openExisting(String url) {
    return open(url, false);
  }

  /**
   * Takes the storage at a URL, which an older Optuna made, to the form of today; nothing happens
   * where it has that already.
   *
   * @return the revision that it had, empty where storages of this kind have none
   * @throws IllegalArgumentException if the URL is malformed
   * @throws StorageException if it does not exist, or there is no way from its revision
   */
  public static Optional<String> upgrade(String url) {
    StorageUrl parsed = StorageUrl.parse(url);
    return provider(parsed).upgrade(parsed);
  }

  /**
   * Takes lines that are no records out of the journal at a URL; the file as it was stays beside it
   * as {@code .broken}. Nobody else should have it open.
   *
   * @return the numbers of the lines taken out, from 1
   * @throws IllegalArgumentException if the URL is malformed, or of no journal
   * @throws StorageException if it does not exist, or cannot be written
   */
  public static List<Long> repair(String url) {
    StorageUrl parsed = StorageUrl.parse(url);
    return provider(parsed).repair(parsed);
  }

  private static Storage open(String text, boolean create) {
    StorageUrl url = StorageUrl.parse(text);
    return provider(url).open(url, create);
  }

  private static StorageProvider provider(StorageUrl url) {
    Set<String> known = new TreeSet<>();
    for (StorageProvider provider :
        ServiceLoader.load(StorageProvider.class, Storages.class.getClassLoader())) {
      if (provider.schemes().contains(url.scheme())) {
        return provider;
      }
      known.addAll(provider.schemes());
    }
    throw new StorageException(
        "storage URL \"%s\" names the scheme \"%s\", which this build does not serve; it knows: %s"
            .formatted(url, url.scheme(), String.join(", ", known)));
  }
}
