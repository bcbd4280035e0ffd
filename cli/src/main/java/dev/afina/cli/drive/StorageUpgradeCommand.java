package dev.afina.cli.drive;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.StorageOption;
import dev.afina.core.storage.Storage;
import dev.afina.storage.Storages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afina storage upgrade}. */
@Command(
    name = "upgrade",
    description = {
      "Takes a database that an older Optuna made (2.4 to 3.1) to the schema of today.",
      "Make a copy of the database first: older Optunas cannot read it any more. Prints one line of"
          + " JSON: the revision it had."
    })
public final class StorageUpgradeCommand implements Callable<Integer> {

  @Mixin private final StorageOption storage = new StorageOption();
  @Spec private CommandSpec spec;

  /** For picocli. */
  public StorageUpgradeCommand() {}

  @Override
  public Integer call() {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("from", Storages.upgrade(storage.url()).orElse(null));
    try (Storage open = storage.open()) {
      line.put("studies", open.studies().size());
    }
    spec.commandLine().getOut().println(Json.line(line));
    return ExitCode.DONE;
  }
}
