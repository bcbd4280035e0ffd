package dev.afina.cli.drive;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code afina storage}. */
@Command(
    name = "storage",
    description = "Looks after storages: checks, upgrades, repairs and copies them.",
    subcommands = {
      StorageCheckCommand.class,
      StorageUpgradeCommand.class,
      StorageRepairCommand.class,
      StorageCopyCommand.class
    })
public final class StorageCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** For picocli. */
  public StorageCommand() {}

  /** Of a command line without a subcommand. */
  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: check, upgrade, repair or copy");
  }
}
