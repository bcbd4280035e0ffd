package dev.afina.cli.drive;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.StorageOption;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.storage.StorageUrl;
import dev.afina.storage.Storages;
import dev.afina.storage.StudyCopy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afina storage copy}. */
@Command(
    name = "copy",
    description = {
      "Copies studies, with all that is in them, into another storage of any kind.",
      "A journal is a file of JSON lines: to export, copy into one; to import, copy out of it."
          + " Prints a line of JSON a study."
    })
public final class StorageCopyCommand implements Callable<Integer> {

  @Mixin private final StorageOption storage = new StorageOption();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URL",
      description = "The other storage; it is made if it does not exist.")
  private String to = "";

  @Option(
      names = "--study",
      paramLabel = "STUDY",
      description = "A study to be copied; may be given again (default: all).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "The copy's name, where one study is copied (default: the same).")
  private @Nullable String as;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public StorageCopyCommand() {}

  @Override
  public Integer call() {
    if (as != null && names.size() != 1) {
      throw new IllegalArgumentException(
          "--as gives one copy its name; name the one study with --study");
    }
    boolean isSame = StorageUrl.parse(to).equals(StorageUrl.parse(storage.url()));
    if (isSame && as == null) {
      throw new IllegalArgumentException(
          "a storage cannot be copied onto itself; name another with --to, or the copy with --as");
    }
    try (Storage from = storage.openExisting();
        Storage target = Storages.open(to)) {
      for (StudyRecord study : chosen(from)) {
        String name = as == null ? study.name() : as;
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("study", name);
        line.put("trials", StudyCopy.copy(from, study, target, name));
        spec.commandLine().getOut().println(Json.line(line));
      }
    }
    return ExitCode.DONE;
  }

  private List<StudyRecord> chosen(Storage from) {
    if (names.isEmpty()) {
      return from.studies();
    }
    List<StudyRecord> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          from.findStudy(name)
              .orElseThrow(
                  () ->
                      new StudyNotFoundException(
                          "there is no study \"%s\" in %s; afina studies lists those there are"
                              .formatted(name, storage.shown()))));
    }
    return chosen;
  }
}
