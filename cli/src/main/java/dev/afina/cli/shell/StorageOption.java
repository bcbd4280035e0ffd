package dev.afina.cli.shell;

import dev.afina.core.storage.Storage;
import dev.afina.storage.StorageUrl;
import dev.afina.storage.Storages;
import picocli.CommandLine.Option;

/** The option that says where studies live, to be mixed into a command. */
public final class StorageOption {

  /** The storage of those who name none: a file in the current folder. */
  public static final String DEFAULT_URL = "sqlite:///afina.db";

  @Option(
      names = "--storage",
      paramLabel = "URL",
      defaultValue = "${env:AFINA_STORAGE:-" + DEFAULT_URL + "}",
      description =
          "Where studies live: sqlite:///FILE, with a fourth slash for an absolute path,"
              + " postgresql://USER:PASSWORD@HOST/DATABASE, mysql://…, journal:///FILE or"
              + " grpc://HOST:PORT"
              + " (default: the environment's AFINA_STORAGE, else "
              + DEFAULT_URL
              + ").")
  private String url = DEFAULT_URL;

  /** For picocli. */
  public StorageOption() {}

  /** The URL as given; an empty environment variable counts as none. */
  public String url() {
    return url.isEmpty() ? DEFAULT_URL : url;
  }

  /** The URL for people to read: without a password. */
  public String shown() {
    return StorageUrl.parse(url()).toString();
  }

  /** Whether it is the one of those who name none. */
  public boolean isDefault() {
    return url().equals(DEFAULT_URL);
  }

  /** Opens the storage; a database that does not exist is made. */
  public Storage open() {
    return Storages.open(url());
  }

  /**
   * Opens the storage to look into it.
   *
   * @throws dev.afina.core.StorageException if it does not exist
   */
  public Storage openExisting() {
    return Storages.openExisting(url());
  }
}
