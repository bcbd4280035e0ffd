package dev.afina.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Something that a test needs and that not every machine has.
 *
 * <p>Where it is missing, the test is skipped, and a line {@code SKIPPED <class>: <reason>} goes to
 * {@code target/skipped-tests.txt} below the folder that the system property {@code afina.root}
 * names, so that a build can list at its end what it did not test.
 *
 * @param missing why the test cannot run; empty if it can
 */
public record Requirement(Optional<String> missing) {

  private static final long PATIENCE_SECONDS = 20;

  /** A Python 3 that can make virtual environments and install packages into them. */
  public static Requirement python3() {
    return command(
        "Python 3 with venv and pip",
        List.of("python3", "-c", "import sys, venv, ensurepip; assert sys.version_info >= (3, 9)"));
  }

  /** A file or folder. */
  public static Requirement file(Path path) {
    return of(Files.exists(path), "there is no " + path);
  }

  /** A command that ends with exit code 0. */
  public static Requirement command(String name, List<String> command) {
    return of(succeeds(command), "%s is not installed (tried: %s)".formatted(name, command.get(0)));
  }

  /** Any condition, with what to say where it does not hold. */
  public static Requirement of(boolean holds, String missing) {
    return new Requirement(holds ? Optional.empty() : Optional.of(missing));
  }

  /** The folder that the system property {@code afina.root} names, or the current one. */
  public static Path root() {
    return Path.of(System.getProperty("afina.root", "."));
  }

  /** Skips the test at hand, and says so, unless this is there. */
  public void orSkip(Class<?> test) {
    missing.ifPresent(
        reason -> {
          note(root().resolve("target"), "SKIPPED %s: %s".formatted(test.getName(), reason));
          Assumptions.abort(reason);
        });
  }

  private static void note(Path folder, String line) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("skipped-tests.txt"),
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
