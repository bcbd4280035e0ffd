package dev.afina.benchmarks.measure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process that waits until it is its turn, so that of all contestants only one works at a time.
 *
 * <p>It writes a line with a JSON object of versions when it is ready, then answers every line it
 * is given with a JSON object of numbers, and ends with its input.
 */
public final class Contestant implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;

  /** What an environment may prescribe to OpenBLAS, which else fits itself to the processor. */
  private static final Set<String> KERNELS = Set.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

  private final Process process;
  private final BufferedReader answers;
  private final Writer requests;
  private final Map<String, String> versions;

  /**
   * Starts it and waits until it is ready.
   *
   * @param name for messages
   * @param folder it runs in
   */
  public Contestant(String name, Path folder, List<String> command) {
    this.name = name;
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    for (String variable : List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")) {
      builder.environment().put(variable, "1");
    }
    builder.environment().keySet().removeAll(KERNELS);
    try {
      process = builder.start();
      answers = process.inputReader(StandardCharsets.UTF_8);
      requests = process.outputWriter(StandardCharsets.UTF_8);
      versions = JSON.readValue(line(), new TypeReference<Map<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("%s does not start".formatted(name), e);
    }
  }

  /** The versions of what it is made of, by name. */
  public Map<String, String> versions() {
    return versions;
  }

  /** Lets it do its work once. */
  public Answer turn(String request) {
    try {
      requests.write(request + "\n");
      requests.flush();
      return new Answer(JSON.readValue(line(), new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("%s does not answer \"%s\"".formatted(name, request), e);
    }
  }

  private String line() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("it has ended; its own message stands above");
    }
    return line;
  }

  @Override
  public void close() {
    try {
      requests.close();
      process.waitFor();
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
