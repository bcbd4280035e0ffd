package dev.afina.tensorboard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of event files: TensorBoard takes a file whose name holds {@code tfevents} for one, and
 * reads those of a directory in the order of their names.
 */
final class EventFileName {

  /** Of the file that declares the columns of the HPARAMS page; there is one, which sorts first. */
  static final String EXPERIMENT = "events.out.tfevents.0000000000.afina.experiment";

  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\..*");
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private EventFileName() {}

  /** Creates an empty file whose name sorts behind those of all others in the directory. */
  static Path create(Path run, long second) throws IOException {
    Files.createDirectories(run);
    while (true) {
      long behind = Math.max(second, latest(run) + 1);
      Path file =
          run.resolve(
              String.format(
                  Locale.ROOT,
                  "events.out.tfevents.%010d.%s.%d.%d",
                  behind,
                  Host.NAME,
                  ProcessHandle.current().pid(),
                  COUNTER.getAndIncrement()));
      try {
        return Files.createFile(file);
      } catch (FileAlreadyExistsException e) {
        // of a process of the same number on a host of the same name
      }
    }
  }

  static List<Path> in(Path run) throws IOException {
    if (!Files.isDirectory(run)) {
      return List.of();
    }
    try (var files = Files.list(run)) {
      return files
          .filter(file -> file.getFileName().toString().contains("tfevents"))
          .sorted()
          .toList();
    }
  }

  private static long latest(Path run) throws IOException {
    long latest = -1;
    for (Path file : in(run)) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        latest = Math.max(latest, Long.parseLong(name.group(1)));
      }
    }
    return latest;
  }

  /** Looked up once: where names are not served, that takes seconds. */
  private static final class Host {

    private static final String NAME = name();

    private static String name() {
      try {
        return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "_");
      } catch (UnknownHostException e) {
        return "localhost";
      }
    }
  }
}
