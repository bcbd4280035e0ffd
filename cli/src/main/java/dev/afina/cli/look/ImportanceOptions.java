package dev.afina.cli.look;

import dev.afina.algorithms.importance.ImportanceEvaluator;
import dev.afina.algorithms.importance.ImportanceEvaluators;
import dev.afina.cli.shell.Spelling;
import java.util.List;
import picocli.CommandLine.Option;

/** How importance is measured, to be mixed into a command. */
final class ImportanceOptions {

  @Option(
      names = {"--evaluator", "--importance"},
      paramLabel = "NAME",
      defaultValue = ImportanceEvaluators.DEFAULT,
      description =
          "How importance is measured: ped-anova, by how the best tenth of the trials differs from"
              + " all, or fanova, by what each parameter explains of a random forest's variance;"
              + " or one of a jar on the class path (default: ${DEFAULT-VALUE}).")
  private String name = ImportanceEvaluators.DEFAULT;

  /**
   * The chosen evaluator.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  ImportanceEvaluator evaluator() {
    List<String> known = ImportanceEvaluators.names();
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "there is no importance evaluator \"%s\"%s; expected one of %s"
              .formatted(name, Spelling.meant(name, known), String.join(", ", known)));
    }
    return ImportanceEvaluators.named(name);
  }
}
