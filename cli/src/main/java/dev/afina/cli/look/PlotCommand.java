package dev.afina.cli.look;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.Spelling;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.report.Plot;
import dev.afina.report.PlotKind;
import dev.afina.report.SurrogateCurve;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afina plot}. */
@Command(
    name = "plot",
    description = {
      "Writes one chart of a study's report: a page, a drawing or a picture.",
      "Kinds: history (every value), curves (reported values by step), rungs (the trials that came"
          + " to each rung of a scheduler), importance (how much each parameter matters), contour"
          + " (the value over two parameters), slice (the value against each parameter), parallel"
          + " (all parameters side by side), pareto (two objectives), edf (the distribution of"
          + " values), timeline (when each trial ran), surrogate (what a Gaussian process makes of"
          + " one parameter)."
    })
public final class PlotCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "KIND", description = "What to show; see above.")
  private String kind = "";

  @Mixin private final StudyTarget target = new StudyTarget();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "The file to write, over one that may be there; its ending says what: .html, .svg or"
              + " .png. Required.")
  private Path out = Path.of("plot.svg");

  @Option(
      names = "--params",
      paramLabel = "NAME",
      split = ",",
      description =
          "Parameters, separated by commas: the two of a contour (default: the two most important"
              + " numbers), those of the slices (default: all), or the one of a surrogate.")
  private List<String> params = new ArrayList<>();

  @Mixin private final ObjectiveOption objective = new ObjectiveOption();
  @Mixin private final ImportanceOptions importance = new ImportanceOptions();

  @Option(
      names = "--width",
      paramLabel = "N",
      defaultValue = "" + Plot.DEFAULT_WIDTH,
      description = "The width of a drawing or picture, in units (default: ${DEFAULT-VALUE}).")
  private int width = Plot.DEFAULT_WIDTH;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "" + Plot.DEFAULT_SCALE,
      description = "The pixels of a .png for each unit (default: ${DEFAULT-VALUE}).")
  private double scale = Plot.DEFAULT_SCALE;

  @Spec private CommandSpec spec;

  /** For picocli. */
  public PlotCommand() {}

  @Override
  public Integer call() {
    System.setProperty("java.awt.headless", "true"); // no dock icon, and no display needed
    PlotKind chosen = kind();
    checkEnding();
    var evaluator = importance.evaluator();
    StoredStudy stored = target.read();
    checkParams(stored.study().name(), stored.trials());
    Plot plot = chosen == PlotKind.SURROGATE ? surrogate(stored) : chart(chosen, stored);
    plot.withImportance(evaluator)
        .withObjective(objective.number())
        .withWidth(width)
        .withScale(scale)
        .writeTo(out);
    spec.commandLine().getErr().printf("afina: wrote %s%n", out);
    return ExitCode.DONE;
  }

  private Plot chart(PlotKind chosen, StoredStudy stored) {
    Plot plot = Plot.of(chosen, stored.study(), stored.trials());
    return params.isEmpty() ? plot : plot.withParams(params);
  }

  private Plot surrogate(StoredStudy stored) {
    if (params.size() != 1) {
      throw new IllegalArgumentException(
          "a surrogate is drawn over one parameter, not %d; name it by --params"
              .formatted(params.size()));
    }
    return Plot.ofSurrogate(
        stored.study(),
        stored.trials(),
        SurrogateCurve.of(stored.study(), stored.trials(), params.get(0)));
  }

  private PlotKind kind() {
    List<String> known = PlotKind.labels();
    return Arrays.stream(PlotKind.values())
        .filter(one -> one.label().equals(kind.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no plot of kind \"%s\"%s; expected one of %s"
                        .formatted(kind, Spelling.meant(kind, known), String.join(", ", known))));
  }

  private void checkEnding() {
    try {
      Plot.endingOf(out);
    } catch (IllegalArgumentException e) {
      String name = String.valueOf(out.getFileName());
      String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
      throw new IllegalArgumentException(e.getMessage() + Spelling.meant(ending, Plot.ENDINGS), e);
    }
  }

  private void checkParams(String study, List<FrozenTrial> trials) {
    List<String> known = Plot.paramsOf(trials);
    for (String name : params) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "study \"%s\" has no parameter \"%s\"%s; it has %s"
                .formatted(
                    study,
                    name,
                    Spelling.meant(name, known),
                    known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }
}
