package dev.afina.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Afina's version, as the build wrote it down, with the versions of what it runs on. */
public final class Version implements IVersionProvider {

  /** For picocli. */
  public Version() {}

  @Override
  public String[] getVersion() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      versions.load(Objects.requireNonNull(in, "version.properties is missing from the build"));
    }
    return new String[] {
      "afina " + versions.getProperty("afina"),
      "PyTorch %s, Java %s, %s %s"
          .formatted(
              versions.getProperty("pytorch"),
              System.getProperty("java.version"),
              System.getProperty("os.name"),
              System.getProperty("os.arch"))
    };
  }
}
