package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.core.AfinaException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  private static final StudyRecord STUDY = SampleStudies.study("loss", Direction.MINIMIZE);

  /** The embedded data, read as a browser does: to the first end of a script. */
  private static JsonNode data(String html) throws IOException {
    Matcher matcher =
        Pattern.compile(
                "<script type=\"application/json\" id=\"data\">(.*?)</script", Pattern.DOTALL)
            .matcher(html);
    assertThat(matcher.find()).isTrue();
    return new ObjectMapper().readTree(matcher.group(1));
  }

  @Test
  void hostileNamesStayInsideTheirPlaces() throws IOException {
    StudyRecord study =
        SampleStudies.study("</title><script>alert(1)</script>{{data}}", Direction.MINIMIZE);
    String html = HtmlReport.of(study, SampleStudies.hostile()).toHtml();
    String plain =
        HtmlReport.of(STUDY, List.of(SampleStudies.simple(0, TrialState.COMPLETE, 0.5, 1)))
            .toHtml();
    assertThat(count(html, "<script")).isEqualTo(count(plain, "<script"));
    assertThat(count(html, "</script")).isEqualTo(count(plain, "</script"));
    assertThat(html)
        .contains("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{data}} –");
    JsonNode data = data(html);
    assertThat(data.get("study").get("name").asText()).isEqualTo(study.name());
    assertThat(data.get("params").findValuesAsText("name"))
        .contains("</script><script>window.hacked = 1</script>", "__proto__");
  }

  private static int count(String text, String part) {
    return text.toLowerCase(Locale.ROOT).split(Pattern.quote(part), -1).length;
  }

  @Test
  void numbersThatJsonLacksAreStrings() throws IOException {
    List<FrozenTrial> trials =
        List.of(
            SampleStudies.simple(0, TrialState.COMPLETE, 0.5, Double.NaN),
            SampleStudies.simple(1, TrialState.COMPLETE, 0.5, Double.POSITIVE_INFINITY),
            SampleStudies.simple(2, TrialState.COMPLETE, 0.5, Double.NEGATIVE_INFINITY),
            SampleStudies.simple(3, TrialState.COMPLETE, 0.5, 0.1),
            SampleStudies.failed(4, "no"));
    JsonNode values =
        data(HtmlReport.of(STUDY, trials).toHtml()).get("trials").get("values").get(0);
    assertThat(values.toString()).isEqualTo("[\"NaN\",\"Infinity\",\"-Infinity\",0.1,null]");
  }

  @Test
  void theSameStudyMakesTheSamePage() {
    List<FrozenTrial> trials = SampleStudies.mlp(20, 5);
    assertThat(HtmlReport.of(STUDY, trials).toHtml())
        .isEqualTo(HtmlReport.of(STUDY, trials).toHtml());
  }

  @Test
  void nothingInThePageIsLoadedFromElsewhere() {
    String html = HtmlReport.of(STUDY, SampleStudies.mlp(5, 5)).toHtml();
    assertThat(html).contains("default-src 'none'");
    assertThat(
            Pattern.compile("(src|href)\\s*=\\s*\"(?!data:)[^\"]*\"")
                .matcher(html.substring(0, html.indexOf("<script type")))
                .find())
        .isFalse();
    assertThat(html).doesNotContain("{{").doesNotContain("@import").doesNotContain("url(http");
  }

  @Test
  void conditionalParametersStandBehindTheirKin() {
    assertThat(Columns.readable(SampleStudies.mlp(40, 3)))
        .containsExactly(
            "layers",
            "units_0",
            "units_1",
            "units_2",
            "units_3",
            "activation",
            "dropout",
            "batch_normalization",
            "learning_rate",
            "batch_size",
            "optimizer");
  }

  @Test
  void choicesThatLookAlikeAreToldApart() {
    assertThat(ReportData.labels(java.util.Arrays.asList(1L, 1.0, "1", null, "null", "a", true)))
        .containsExactly("1", "1.0", "\"1\"", "null", "\"null\"", "a", "true");
  }

  @Test
  void writesAsAWholeOrNotAtAll(@TempDir Path folder) throws IOException {
    HtmlReport report = HtmlReport.of(STUDY, List.of());
    Path file = folder.resolve("report.html");
    Files.writeString(file, "before");
    report.writeTo(file);
    assertThat(Files.readString(file)).isEqualTo(report.toHtml());
    assertThatThrownBy(() -> report.writeTo(folder.resolve("nowhere/report.html")))
        .isInstanceOf(AfinaException.class)
        .hasMessageContaining("there is no folder")
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> report.writeTo(file.resolve("below.html")))
        .isInstanceOf(AfinaException.class)
        .hasMessageContaining("is no folder");
    assertThatThrownBy(() -> report.writeTo(folder))
        .isInstanceOf(AfinaException.class)
        .hasMessageContaining("it is a folder");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
