package dev.afina.neural.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line of comma-separated values after every epoch: its number from 0, then the values in
 * the order of the first epoch, whose names are the head line. A file that is there is replaced,
 * but for lines of epochs that the model has behind it: a second fit and a resumed one go on
 * writing. Put it behind callbacks that log values. Immutable; may not be shared by trainings at
 * once.
 *
 * @param file in UTF-8; its folder must exist
 */
public record CsvLogger(Path file) implements Callback {

  /** Writes there. */
  public static CsvLogger to(Path file) {
    return new CsvLogger(file);
  }

  @Override
  public Callback forTraining() {
    return new Writer();
  }

  private final class Writer implements Callback {

    private @Nullable List<String> columns;

    @Override
    public void trainBegin(Training training) {
      List<String> kept = new ArrayList<>();
      if (training.epoch() > 0 && Files.exists(file)) {
        for (String line : lines()) {
          if (kept.isEmpty() || isBefore(line, training.epoch())) {
            kept.add(line);
          }
        }
      }
      if (!kept.isEmpty()) {
        columns = List.of(kept.get(0).split(",", -1)).subList(1, kept.get(0).split(",", -1).length);
      }
      write(kept, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private List<String> lines() {
      try {
        return Files.readAllLines(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read %s: %s".formatted(file, e), e);
      }
    }

    private boolean isBefore(String line, int epoch) {
      String number = line.substring(0, Math.max(0, line.indexOf(',')));
      return number.matches("\\d{1,9}") && Integer.parseInt(number) < epoch;
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      List<String> added = new ArrayList<>();
      if (columns == null) {
        columns = List.copyOf(values.keySet());
        added.add("epoch," + String.join(",", columns));
      }
      StringBuilder line = new StringBuilder().append(training.epoch());
      for (String column : columns) {
        Double value = values.get(column);
        line.append(',').append(value == null ? "" : value.toString());
      }
      added.add(line.toString());
      write(added, StandardOpenOption.APPEND);
    }

    private void write(List<String> added, StandardOpenOption how) {
      try {
        Files.write(
            file,
            added,
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            how);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write %s: %s".formatted(file, e), e);
      }
    }
  }
}
