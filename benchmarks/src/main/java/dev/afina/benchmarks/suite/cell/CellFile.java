package dev.afina.benchmarks.suite.cell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The cells of one sampler: a file with a line each, the newest last.
 *
 * <p>A line is written at once behind what is there, so that a process that is killed loses the
 * cell it was at and no more. A last line without an end is what such a process left; it is not
 * read, and taken away before the next one is written. Thread-safe.
 */
public final class CellFile {

  private static final Comparator<Cell> ORDER =
      Comparator.comparing(Cell::problem).thenComparing(Cell::seed);

  private final Path path;
  private boolean repaired;

  /** A file that need not exist. */
  public CellFile(Path path) {
    this.path = path;
  }

  /** The file of a sampler in a folder. */
  public static CellFile of(Path folder, String sampler) {
    return new CellFile(folder.resolve(sampler + ".csv"));
  }

  /** The names of the samplers that have a file in a folder, in alphabetical order. */
  public static List<String> samplers(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".csv"))
          .map(name -> name.substring(0, name.length() - ".csv".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The newest of each cell.
   *
   * @throws IllegalArgumentException if a whole line is no cell
   */
  public synchronized Map<Cell.Key, Cell> read() {
    Map<Cell.Key, Cell> cells = new LinkedHashMap<>();
    for (String line : whole().lines().toList()) {
      if (!line.isBlank() && !line.equals(Cell.HEADER)) {
        Cell cell = parse(line);
        cells.put(cell.key(), cell);
      }
    }
    return cells;
  }

  private Cell parse(String line) {
    try {
      return Cell.parse(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s has a line that is no cell; delete it: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** Adds a cell. */
  public synchronized void append(Cell cell) {
    try {
      String before = repair();
      String line = before + cell.line() + "\n";
      try (FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a cell cannot be written to " + path, e);
    }
  }

  /** Takes a half line away; what must stand before the next one. */
  private String repair() throws IOException {
    if (!repaired) {
      Files.createDirectories(path.toAbsolutePath().getParent());
      if (Files.exists(path)) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          channel.truncate(whole().getBytes(StandardCharsets.UTF_8).length);
        }
      }
      repaired = true;
    }
    return Files.exists(path) && Files.size(path) > 0 ? "" : Cell.HEADER + "\n";
  }

  /**
   * Writes the file anew, sorted, with the newest of each cell alone.
   *
   * @param keep which of them stay
   */
  public synchronized void compact(Predicate<Cell> keep) {
    StringBuilder text = new StringBuilder(Cell.HEADER).append('\n');
    read().values().stream()
        .filter(keep)
        .sorted(ORDER)
        .forEach(cell -> text.append(cell.line()).append('\n'));
    Path beside = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.writeString(beside, text);
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be rewritten", e);
    }
  }

  /** All whole lines. */
  private String whole() {
    if (!Files.exists(path)) {
      return "";
    }
    try {
      String text = Files.readString(path);
      return text.substring(0, text.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }
}
