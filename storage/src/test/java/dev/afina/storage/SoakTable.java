package dev.afina.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a soak test went through, as a page to read. Only what was checked and sound is in it. */
final class SoakTable {

  private final int processes;
  private final Map<String, String> workedOff = new TreeMap<>();
  private final Map<String, String> survived = new TreeMap<>();

  /**
   * An empty one.
   *
   * @param processes that worked at once
   */
  SoakTable(int processes) {
    this.processes = processes;
  }

  /** Waiting trials were worked off. */
  void workedOff(String storage, SharedStudy.Outcome outcome) {
    workedOff.put(
        storage,
        "| %s | %,d | %.1f s |\n"
            .formatted(storage, outcome.trials(), outcome.time().toMillis() / 1000.0));
  }

  /** A study was finished although its workers were killed. */
  void survived(String storage, SharedStudy.Outcome outcome) {
    survived.put(
        storage,
        "| %s | %,d | %d | %d | %d | %.1f s |\n"
            .formatted(
                storage,
                outcome.trials(),
                outcome.kills(),
                outcome.restarts(),
                outcome.lost(),
                outcome.time().toMillis() / 1000.0));
  }

  /** Writes the page. */
  void write(Path file) throws IOException {
    Files.writeString(file, page());
  }

  private String page() throws IOException {
    StringBuilder page = new StringBuilder("# Many processes at one study\n\n");
    page.append("`storage/soak` ran these; a row stands here only if all of its checks held.\n");
    if (!workedOff.isEmpty()) {
      page.append(
          """

          ## Waiting trials

          %d processes work off trials that wait. Checked: each was run exactly once, by one
          process; numbers are dense; every trial is complete, with its own value and both of its
          reports; no process printed or ended with an error.

          | storage | trials | time |
          | --- | ---: | ---: |
          """
              .formatted(processes));
      workedOff.values().forEach(page::append);
    }
    if (!survived.isEmpty()) {
      page.append(
          """

          ## Killed workers

          %d processes run a study; random ones are killed with SIGKILL and replaced, and the
          server is restarted under them. Checked: as many trials as the budget count, all
          complete, each index once; no trial is left running; numbers are dense; no process told
          of a trial twice, or of one that is not complete; the best value is the one recomputed
          from the trials; no process printed an error. Trials lost with their worker are failed
          and evaluated again, and do not count.

          | storage | trials that count | kills | restarts | lost trials | time |
          | --- | ---: | ---: | ---: | ---: | ---: |
          """
              .formatted(processes));
      survived.values().forEach(page::append);
    }
    return page.append(where()).toString();
  }

  private static String where() throws IOException {
    return """

    ## Where and when

    - date: %s
    - commit: %s
    - CPU: %s, %d cores
    - OS: %s %s %s
    - JDK: %s %s
    """
        .formatted(
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            commit(),
            cpu(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            System.getProperty("java.vm.name"),
            System.getProperty("java.runtime.version"));
  }

  private static String commit() throws IOException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--abbrev=40", "--dirty")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return commit.isEmpty() ? "unknown" : commit;
  }

  private static String cpu() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
