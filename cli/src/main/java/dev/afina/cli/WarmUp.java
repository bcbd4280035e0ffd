package dev.afina.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/**
 * Takes every command's first steps, to no effect: the launcher runs it once after a build, to note
 * in an archive which classes a start needs.
 */
public final class WarmUp {

  private static final List<String> COMMANDS =
      List.of(
          "--help",
          "--version",
          "tune --help",
          "predict --help",
          "studies --storage sqlite://",
          "show x --storage sqlite://");

  private WarmUp() {}

  /** Runs them all. */
  public static void main(String[] args) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    for (String command : COMMANDS) {
      Main.run(command.split(" "), nowhere, nowhere);
    }
  }
}
