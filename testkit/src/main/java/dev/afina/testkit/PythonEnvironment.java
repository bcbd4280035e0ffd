package dev.afina.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Python virtual environment with the packages of a requirements file.
 *
 * <p>Made once below {@code target/python} of the folder that the system property {@code
 * afina.root} names, and kept under a name derived from the file's content. Processes that want the
 * same one wait for each other.
 */
public final class PythonEnvironment {

  private static final String READY = "ready";

  private final Path interpreter;

  private PythonEnvironment(Path interpreter) {
    this.interpreter = interpreter;
  }

  /** What a script wrote and how it ended. */
  public record Outcome(int exitCode, String output) {}

  /**
   * The environment of a requirements file; skips the test at hand, loudly, where there is no
   * Python, or the packages cannot be fetched.
   */
  public static PythonEnvironment orSkip(Path requirements, Class<?> test) {
    Requirement.python3().orSkip(test);
    try {
      Path folder = Requirement.root().toAbsolutePath().resolve("target").resolve("python");
      Files.createDirectories(folder);
      Path venv = folder.resolve(hash(Files.readString(requirements)));
      Optional<String> failure = make(venv, requirements);
      Requirement.of(failure.isEmpty(), failure.orElse("")).orSkip(test);
      return new PythonEnvironment(interpreter(venv));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its Python. */
  public Path interpreter() {
    return interpreter;
  }

  /** Runs a script; its errors and its output come together. */
  public Outcome run(Path script, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(interpreter.toString());
    command.add(script.toString());
    command.addAll(arguments);
    return execute(command);
  }

  /** Starts a script, which whoever starts it ends; its errors go where this process's go. */
  public Process start(Path script, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(interpreter.toString(), script.toString()));
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> make(Path venv, Path requirements) throws IOException {
    Path lock = venv.resolveSibling(venv.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && Files.exists(venv.resolve(READY))) {
        return Optional.empty();
      }
      Outcome made = execute(List.of("python3", "-m", "venv", "--clear", venv.toString()));
      if (made.exitCode == 0) {
        made =
            execute(
                List.of(
                    interpreter(venv).toString(),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--requirement",
                    requirements.toString()));
      }
      if (made.exitCode != 0) {
        return Optional.of(
            "the Python packages of %s cannot be installed: %s"
                .formatted(requirements.getFileName(), made.output.strip()));
      }
      Files.createFile(venv.resolve(READY));
      return Optional.empty();
    }
  }

  private static Path interpreter(Path venv) {
    Path windows = venv.resolve("Scripts").resolve("python.exe");
    return Files.exists(windows) ? windows : venv.resolve("bin").resolve("python");
  }

  private static Outcome execute(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Python ran", e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, digest).toString(36).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
