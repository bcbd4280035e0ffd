package dev.afina.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.algorithms.importance.ImportanceEvaluator;
import dev.afina.core.AfinaException;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One chart of the report as a file of its own: a page, an SVG drawing or a PNG picture.
 *
 * <p>The same study makes the same SVG. Not thread-safe.
 */
public final class Plot {

  /** Units of an SVG drawing's width by default. */
  public static final int DEFAULT_WIDTH = 900;

  /** The narrowest width. */
  public static final int NARROWEST = 300;

  /** The widest width. */
  public static final int WIDEST = 4000;

  /** Pixels of a PNG for each unit of its width by default, so that it is sharp on any screen. */
  public static final double DEFAULT_SCALE = 2;

  /** The largest scale. */
  public static final double LARGEST_SCALE = 8;

  /** What a file's name may end with. */
  public static final List<String> ENDINGS = List.of(".html", ".svg", ".png");

  private final PlotKind kind;
  private final StudyRecord study;
  private final List<FrozenTrial> trials;
  private final HtmlReport report;
  private final List<String> params = new ArrayList<>();
  private final @Nullable SurrogateCurve surrogate;
  private int objective;
  private int width = DEFAULT_WIDTH;
  private double scale = DEFAULT_SCALE;

  private Plot(
      PlotKind kind,
      StudyRecord study,
      List<FrozenTrial> trials,
      @Nullable SurrogateCurve surrogate) {
    this.kind = kind;
    this.surrogate = surrogate;
    this.study = study;
    this.trials = trials.stream().filter(trial -> !trial.isDiscarded()).toList();
    report = HtmlReport.of(study, trials);
  }

  /**
   * A chart of a study and its trials, by number.
   *
   * @throws IllegalArgumentException if the kind is {@link PlotKind#SURROGATE}, which {@link
   *     #ofSurrogate} makes
   */
  public static Plot of(PlotKind kind, StudyRecord study, List<FrozenTrial> trials) {
    if (kind == PlotKind.SURROGATE) {
      throw new IllegalArgumentException("a surrogate is drawn from its curve; use ofSurrogate");
    }
    return new Plot(kind, study, trials, null);
  }

  /** What a Gaussian process makes of one parameter of a study. */
  public static Plot ofSurrogate(
      StudyRecord study, List<FrozenTrial> trials, SurrogateCurve curve) {
    return new Plot(PlotKind.SURROGATE, study, trials, curve);
  }

  /**
   * Chooses parameters: the two of a contour, or some of the slices.
   *
   * @throws IllegalArgumentException if the chart takes no parameters, or not as many, or the study
   *     has none of a name
   */
  public Plot withParams(List<String> names) {
    if (kind.mostParams() == 0) {
      throw new IllegalArgumentException(
          "a plot of kind %s takes no parameters; contour and slice do".formatted(kind.label()));
    }
    boolean pair = kind == PlotKind.CONTOUR && names.size() != 2;
    if (names.isEmpty() || names.size() > kind.mostParams() || pair) {
      throw new IllegalArgumentException(
          "%d parameters given, but a plot of kind %s takes %s"
              .formatted(
                  names.size(),
                  kind.label(),
                  kind.mostParams() == 1 ? "one" : kind.mostParams() == 2 ? "two" : "some"));
    }
    if (Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "a parameter is named twice among %s; name each once"
              .formatted(String.join(", ", names)));
    }
    List<String> known = paramsOf(trials);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "study \"%s\" has no parameter \"%s\"; it has %s"
                .formatted(
                    study.name(), name, known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
    params.clear();
    params.addAll(names);
    return this;
  }

  /** The names of the parameters that any of the trials has. */
  public static List<String> paramsOf(List<FrozenTrial> trials) {
    return Columns.readable(trials);
  }

  /**
   * Chooses the objective, from 0, where there are several; 0 by default.
   *
   * @throws IllegalArgumentException if the study has no such objective
   */
  public Plot withObjective(int objective) {
    if (objective < 0 || objective >= study.directions().size()) {
      throw new IllegalArgumentException(
          "objective %d does not exist; study \"%s\" has %d, counted from 0"
              .formatted(objective, study.name(), study.directions().size()));
    }
    this.objective = objective;
    return this;
  }

  /** Chooses how importance is measured; PED-ANOVA by default. */
  public Plot withImportance(ImportanceEvaluator evaluator) {
    report.withImportance(evaluator);
    return this;
  }

  /**
   * Chooses the width of SVG and PNG.
   *
   * @param width units, which are pixels at a scale of 1; from {@value #NARROWEST} to {@value
   *     #WIDEST}, {@value #DEFAULT_WIDTH} by default
   */
  public Plot withWidth(int width) {
    if (width < NARROWEST || width > WIDEST) {
      throw new IllegalArgumentException(
          "width %d is not between %d and %d".formatted(width, NARROWEST, WIDEST));
    }
    this.width = width;
    return this;
  }

  /**
   * Chooses how many pixels a PNG has for each unit.
   *
   * @param scale in (0, {@value #LARGEST_SCALE}], {@value #DEFAULT_SCALE} by default
   */
  public Plot withScale(double scale) {
    if (!(scale > 0 && scale <= LARGEST_SCALE)) {
      throw new IllegalArgumentException(
          "scale %s is not above 0 and at most %s".formatted(scale, LARGEST_SCALE));
    }
    this.scale = scale;
    return this;
  }

  /**
   * Writes a file, as a whole or not at all; its ending says what it is.
   *
   * @throws IllegalArgumentException if it ends with none of {@link #ENDINGS}
   * @throws AfinaException if it cannot be written, or there is nothing to show
   */
  public void writeTo(Path file) {
    AtomicFile.write(
        file,
        switch (endingOf(file)) {
          case ".html" -> toHtml().getBytes(StandardCharsets.UTF_8);
          case ".svg" -> toSvg().getBytes(StandardCharsets.UTF_8);
          default -> toPng();
        });
  }

  /**
   * The one of {@link #ENDINGS} that a file has, in whatever case.
   *
   * @throws IllegalArgumentException if it has none of them
   */
  public static String endingOf(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream()
        .filter(name::endsWith)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s ends with none of %s, which say what to write"
                        .formatted(file, String.join(", ", ENDINGS))));
  }

  /**
   * A page, to be opened in a browser.
   *
   * @throws AfinaException if there is nothing to show
   */
  public String toHtml() {
    return report.toHtml(data());
  }

  /**
   * An SVG drawing.
   *
   * @throws AfinaException if there is nothing to show
   */
  public String toSvg() {
    return ChartEngine.svg(data(), width);
  }

  /**
   * A PNG picture.
   *
   * @throws AfinaException if there is nothing to show, or Java finds no fonts on this machine
   */
  public byte[] toPng() {
    return Raster.png(toSvg(), scale);
  }

  private ObjectNode data() {
    ObjectNode data = report.data();
    data.set("only", only());
    if (surrogate != null) {
      data.set("surrogate", surrogate.toJson(study, objective));
    }
    String missing = ChartEngine.whyMissing(data);
    if (!missing.isEmpty()) {
      throw new AfinaException(
          "study \"%s\" has nothing to plot as %s: %s"
              .formatted(study.name(), kind.label(), missing));
    }
    return data;
  }

  private ObjectNode only() {
    ObjectNode only = Json.object().put("kind", kind.label()).put("objective", objective);
    if (params.isEmpty()) {
      only.putNull("names");
    } else {
      ArrayNode names = only.putArray("names");
      params.forEach(names::add);
    }
    return only;
  }
}
