package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.AfinaException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class PlotTest {

  private static final StudyRecord MLP = SampleStudies.mlpStudy();
  private static final List<FrozenTrial> TRIALS = SampleStudies.mlp(40, 12);

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Document svg) {
    NodeList nodes = svg.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  @ParameterizedTest
  @CsvSource({
    "HISTORY, Optimisation history, best so far, val_accuracy, trial",
    "CURVES, Learning curves, pruned, step, 12",
    "IMPORTANCE, Parameter importance, learning_rate, batch_size, share in %",
    "CONTOUR, Contour: layers and dropout, 0.9457, layers, dropout",
    "SLICE, Slices, units_0 (log), optimizer, sgd",
    "PARALLEL, Parallel coordinates, learning_rate, relu, val_accuracy",
    "EDF, Distribution of values, trials in %, val_accuracy, 100",
    "TIMELINE, Timeline, complete, failed, trial",
  })
  void everyKindIsWellFormedWithItsLabels(
      PlotKind kind, String title, String first, String second, String third) throws Exception {
    String svg = Plot.of(kind, MLP, TRIALS).toSvg();

    assertThat(texts(parse(svg))).contains(title, first, second, third, "digits");
    assertThat(svg).doesNotContain("NaN", "Infinity", "undefined", "<style");
    assertThat(svg.split("<(path|circle|polygon|polyline)").length).isGreaterThan(10);
  }

  @Test
  void twoObjectivesHaveAFront() throws Exception {
    StudyRecord two =
        SampleStudies.named(
            SampleStudies.study("two", Direction.MINIMIZE, Direction.MINIMIZE), "time", "error");

    String svg = Plot.of(PlotKind.PARETO, two, SampleStudies.twoObjectives()).toSvg();

    assertThat(texts(parse(svg))).contains("Pareto front", "time (minimize)", "error (minimize)");
  }

  @Test
  void rungsShowEveryBracket() throws Exception {
    String svg = Plot.of(PlotKind.RUNGS, SampleRungs.study(), SampleRungs.hyperband()).toSvg();

    assertThat(texts(parse(svg)))
        .contains("Brackets and rungs", "Bracket 0: 81 → 27 → 9 → 3 → 1", "step (log)", "81")
        .contains("best of its bracket", "went on, or complete", "set aside", "halved");
    assertThat(svg).doesNotContain("NaN", "Infinity", "undefined", "<style");
    String one =
        Plot.of(PlotKind.RUNGS, SampleRungs.study(), SampleRungs.bracket(9, 10, 20, 30)).toSvg();
    assertThat(texts(parse(one))).contains("loss", "step", "10", "20", "30");
  }

  @Test
  void contoursTakeAnyTwoParameters() throws Exception {
    String svg =
        Plot.of(PlotKind.CONTOUR, MLP, TRIALS)
            .withParams(List.of("optimizer", "activation"))
            .toSvg();

    assertThat(texts(parse(svg)))
        .contains("Contour: optimizer and activation", "adam", "sgd", "relu", "selu");
    assertThatThrownBy(
            () ->
                Plot.of(PlotKind.CONTOUR, MLP, SampleStudies.mlp(3, 2))
                    .withParams(List.of("layers", "learning_rate"))
                    .toSvg())
        .isInstanceOf(AfinaException.class)
        .hasMessageContaining("a surface needs 3");
  }

  @Test
  void surrogatesShowMeanBandAndAcquisition() throws Exception {
    SurrogateCurve curve =
        new SurrogateCurve(
            "lr",
            true,
            List.of(0.001, 0.01, 0.1),
            List.of(3.0, 1.0, 2.0),
            List.of(0.5, 0.1, 0.4),
            List.of(-4.0, -2.0, -3.0),
            "log EI",
            0.02,
            List.of(new SurrogateCurve.Observation(0.01, 1.1)),
            "");
    StudyRecord study = SampleStudies.named(SampleStudies.study("gp", Direction.MINIMIZE), "loss");

    String svg = Plot.ofSurrogate(study, List.of(), curve).toSvg();

    assertThat(texts(parse(svg)))
        .contains("Gaussian process over lr", "mean", "loss", "log EI", "lr (log)", "0.01");
    assertThat(svg).doesNotContain("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plot.of(PlotKind.SURROGATE, study, List.of()));
  }

  @Test
  void theSameStudyMakesTheSameDrawing() {
    assertThat(Plot.of(PlotKind.TIMELINE, MLP, TRIALS).toSvg())
        .isEqualTo(Plot.of(PlotKind.TIMELINE, MLP, TRIALS).toSvg());
  }

  @Test
  void picturesAreNeitherBlankNorOfAnotherSize() throws IOException {
    byte[] png = Plot.of(PlotKind.EDF, MLP, TRIALS).withWidth(400).withScale(1.5).toPng();

    BufferedImage image = Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
    assertThat(image.getWidth()).isEqualTo(600);
    assertThat(image.getHeight()).isBetween(400, 700);
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x += 2) {
      for (int y = 0; y < image.getHeight(); y += 2) {
        colours.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    assertThat(colours).contains(0xffffff, 0x0072b2).hasSizeGreaterThan(20);
  }

  @Test
  void hostileNamesStayText() throws Exception {
    StudyRecord study =
        SampleStudies.named(
            SampleStudies.study("</title><script>x</script>\u0001", Direction.MINIMIZE),
            "<b>&amp;\u0000]]></b>");

    for (PlotKind kind : List.of(PlotKind.IMPORTANCE, PlotKind.SLICE)) {
      String svg = Plot.of(kind, study, SampleStudies.hostile()).toSvg();
      assertThat(parse(svg).getElementsByTagName("script").getLength()).isZero();
      assertThat(svg).doesNotContain("<b>", "<img", "<svg onload");
    }
  }

  @Test
  void nothingToShowIsASentenceAndLeavesNoFile(@TempDir Path folder) {
    for (String ending : Plot.ENDINGS) {
      Path file = folder.resolve("x" + ending);
      assertThatThrownBy(() -> Plot.of(PlotKind.CURVES, MLP, List.of()).writeTo(file))
          .isInstanceOf(AfinaException.class)
          .hasMessage(
              "study \"digits\" has nothing to plot as curves: no trial has reported"
                  + " intermediate values");
      assertThat(file).doesNotExist();
    }
    assertThatThrownBy(() -> Plot.of(PlotKind.RUNGS, MLP, TRIALS).toSvg())
        .isInstanceOf(AfinaException.class)
        .hasMessage(
            "study \"digits\" has nothing to plot as rungs: its trials were not run by a scheduler,"
                + " such as successive halving or Hyperband");
    FrozenTrial one = SampleStudies.simple(0, TrialState.COMPLETE, 0.5, 1);
    assertThatThrownBy(() -> Plot.of(PlotKind.CONTOUR, MLP, List.of(one)).toSvg())
        .hasMessageContaining("a contour plot needs complete trials with two parameters");
  }

  @Test
  void misuseIsNamed() {
    Plot contour = Plot.of(PlotKind.CONTOUR, MLP, TRIALS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contour.withParams(List.of("layers")))
        .withMessage("1 parameters given, but a plot of kind contour takes two");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contour.withParams(List.of("layers", "layers")))
        .withMessageContaining("named twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contour.withParams(List.of("layers", "lr")))
        .withMessageContaining("has no parameter \"lr\"; it has layers, ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plot.of(PlotKind.EDF, MLP, TRIALS).withParams(List.of("layers")))
        .withMessageContaining("takes no parameters");
    assertThatIllegalArgumentException().isThrownBy(() -> contour.withObjective(1));
    assertThatIllegalArgumentException().isThrownBy(() -> contour.withWidth(299));
    assertThatIllegalArgumentException().isThrownBy(() -> contour.withScale(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contour.writeTo(Path.of("plot.jpg")))
        .withMessage("plot.jpg ends with none of .html, .svg, .png, which say what to write");
  }
}
