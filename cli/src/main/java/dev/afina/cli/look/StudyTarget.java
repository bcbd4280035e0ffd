package dev.afina.cli.look;

import dev.afina.cli.shell.Spelling;
import dev.afina.cli.shell.StorageOption;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The study that a command is to look into: its name and its storage. */
final class StudyTarget {

  @Parameters(paramLabel = "STUDY", description = "The study's name.")
  private String name = "";

  @Mixin private final StorageOption storage = new StorageOption();

  StorageOption storage() {
    return storage;
  }

  /**
   * Reads the study.
   *
   * @throws StudyNotFoundException if the storage holds none of this name
   */
  StoredStudy read() {
    try (Storage open = storage.openExisting()) {
      StudyRecord study = open.findStudy(name).orElseThrow(() -> missing(open.studies()));
      return new StoredStudy(study, open.trials(study.id(), -1, List.of()));
    }
  }

  private StudyNotFoundException missing(List<StudyRecord> studies) {
    List<String> names = studies.stream().map(StudyRecord::name).toList();
    String known =
        names.isEmpty()
            ? "it holds none"
            : "it holds "
                + String.join(", ", names.subList(0, Math.min(10, names.size())))
                + (names.size() > 10 ? " and %d more".formatted(names.size() - 10) : "");
    List<String> near = Spelling.near(name, names);
    String meant = near.isEmpty() ? "" : "; maybe you meant " + String.join(" or ", near);
    return new StudyNotFoundException(
        "there is no study \"%s\" in %s%s; %s".formatted(name, storage.shown(), meant, known));
  }
}
