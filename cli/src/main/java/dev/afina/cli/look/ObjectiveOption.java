package dev.afina.cli.look;

import picocli.CommandLine.Option;

/** Which objective is meant, to be mixed into a command. */
final class ObjectiveOption {

  @Option(
      names = "--objective",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Which objective of a study with several, counted from 0 (default: ${DEFAULT-VALUE}).")
  private int number;

  int number() {
    return number;
  }
}
