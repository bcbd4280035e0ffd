package dev.afina.cli.drive;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.StorageOption;
import dev.afina.storage.Storages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afina storage repair}. */
@Command(
    name = "repair",
    description = {
      "Takes the lines that are no records out of a journal; the file as it was stays as .broken.",
      "End all that use the journal first. Prints one line of JSON: the numbers of those lines."
    })
public final class StorageRepairCommand implements Callable<Integer> {

  @Mixin private final StorageOption storage = new StorageOption();
  @Spec private CommandSpec spec;

  /** For picocli. */
  public StorageRepairCommand() {}

  @Override
  public Integer call() {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("removed_lines", Storages.repair(storage.url()));
    spec.commandLine().getOut().println(Json.line(line));
    return ExitCode.DONE;
  }
}
