package dev.afina.cli.drive;

import dev.afina.cli.shell.Spelling;
import dev.afina.cli.shell.StorageOption;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.Study;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The study that a command changes: its name and its storage. */
final class StudyChoice {

  @Parameters(paramLabel = "STUDY", description = "The study's name.")
  private String name = "";

  @Mixin private final StorageOption storage = new StorageOption();

  String name() {
    return name;
  }

  StorageOption storage() {
    return storage;
  }

  /**
   * Finds the study.
   *
   * @throws StudyNotFoundException if the storage holds none of this name
   */
  StudyRecord find(Storage open) {
    return open.findStudy(name)
        .orElseThrow(
            () -> {
              List<String> near =
                  Spelling.near(name, open.studies().stream().map(StudyRecord::name).toList());
              return new StudyNotFoundException(
                  "there is no study \"%s\" in %s%s; make it with afina create"
                      .formatted(
                          name,
                          storage.shown(),
                          near.isEmpty() ? "" : ", but " + String.join(" and ", near)));
            });
  }

  /** Loads the study with the sampler that it was created with, where that can be found. */
  Study load(Storage open) {
    StudyRecord record = find(open);
    var builder = Study.named(name).storage(open);
    if (record.systemAttributes().get("afina:sampler") instanceof String sampler
        && Samplers.providers().stream().anyMatch(known -> known.name().equals(sampler))) {
      builder.sampler(Samplers.named(sampler));
    }
    return builder.load();
  }
}
