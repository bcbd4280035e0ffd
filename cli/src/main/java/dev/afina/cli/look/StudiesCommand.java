package dev.afina.cli.look;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.StorageOption;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.report.BestTrial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afina studies}. */
@Command(name = "studies", description = "Lists the studies of a storage.")
public final class StudiesCommand implements Callable<Integer> {

  private static final List<String> HEADER =
      List.of("study", "objective", "trials", "best", "last activity");

  @Mixin private final StorageOption storage = new StorageOption();
  @Spec private CommandSpec spec;

  /** For picocli. */
  public StudiesCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<List<String>> rows = new ArrayList<>();
    try (Storage open = storage.openExisting()) {
      for (StudyRecord study : open.studies()) {
        rows.add(row(new StoredStudy(study, open.trials(study.id(), -1, List.of()))));
      }
    }
    if (rows.isEmpty()) {
      spec.commandLine().getErr().printf("afina: %s holds no study yet%n", storage.shown());
      return ExitCode.DONE;
    }
    rows.add(0, HEADER);
    print(rows, out);
    return ExitCode.DONE;
  }

  private static List<String> row(StoredStudy stored) {
    List<BestTrial> best = stored.best();
    String value =
        best.isEmpty()
            ? ""
            : best.size() == 1
                ? Values.brief(best.get(0).trial())
                : best.size() + " trials, none better in all";
    return List.of(
        Values.clean(stored.study().name()),
        Values.clean(String.join(", ", stored.objectives())),
        Integer.toString(stored.trials().size()),
        value,
        stored.lastActivity().map(Values::time).orElse(""));
  }

  private static void print(List<List<String>> rows, PrintWriter out) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < widths.length; i++) {
        cells.add(Values.pad(row.get(i), widths[i]));
      }
      out.println(cells.stream().collect(Collectors.joining("  ")).stripTrailing());
    }
  }
}
