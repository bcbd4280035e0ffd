package dev.afina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Main;
import dev.afina.neural.tune.CnnSpace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages quote, link and list is there. */
class PagesTest {

  private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

  static List<Path> pages() {
    return Pages.all();
  }

  static List<Pages.Quote> quotes() {
    return Pages.quotes();
  }

  @Test
  void readmeAndGuideShowCode() {
    assertThat(quotes()).extracting(Pages.Quote::page).contains(Pages.ROOT.resolve("README.md"));
    assertThat(quotes()).hasSizeGreaterThan(8);
  }

  /** Under a comment such as {@code <!-- Parabola.java -->}, indented as the page likes. */
  @ParameterizedTest
  @MethodSource("quotes")
  void codeIsQuotedFromAnExampleWordForWord(Pages.Quote quote) {
    List<Path> sources =
        Stream.of("main", "test")
            .map(part -> "examples/src/%s/java/dev/afina/examples/".formatted(part))
            .map(folder -> Pages.ROOT.resolve(folder + quote.source()))
            .filter(Files::isRegularFile)
            .toList();
    assertThat(sources).hasSize(1);
    List<String> lines = Pages.text(sources.get(0)).lines().toList();
    int count = (int) quote.code().lines().count();

    assertThat(Stream.iterate(0, i -> i + 1).limit(lines.size() - count + 1L))
        .as("places of the quote in %s", quote.source())
        .anyMatch(from -> unindented(lines.subList(from, from + count)).equals(quote.code()));
  }

  private static String unindented(List<String> lines) {
    return String.join("\n", lines).stripIndent();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksInsideLeadSomewhere(Path page) {
    List<String> links =
        LINK.matcher(Pages.text(page))
            .results()
            .map(link -> link.group(1))
            .filter(link -> !link.contains("://"))
            .toList();
    assertThat(links)
        .allSatisfy(
            link -> {
              String file = link.replaceFirst("#.*", "");
              Path target =
                  file.isEmpty() ? page : page.resolveSibling(file).toAbsolutePath().normalize();
              assertThat(target).exists();
              if (link.contains("#")) {
                assertThat(anchors(target)).contains(link.replaceFirst(".*#", ""));
              }
            });
  }

  /** Headings as a browser of repositories makes links of them. */
  private static Set<String> anchors(Path page) {
    return Pages.text(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void pageOfTuneNamesTheOptionsThatThereAre() {
    Set<String> offered = new TreeSet<>();
    for (String command : List.of("tune", "predict")) {
      StringWriter help = new StringWriter();
      Main.run(
          new String[] {command, "--help"},
          new PrintWriter(help),
          new PrintWriter(StringWriter.nullWriter()));
      offered.addAll(options(help.toString()));
    }
    offered.removeAll(Set.of("--help", "--version", "--verbose"));

    Set<String> named = options(Pages.text(Pages.ROOT.resolve("docs/guide/tune.md")));
    named.removeAll(Set.of("--help", "--version", "--verbose"));
    assertThat(named).isEqualTo(offered);
  }

  @Test
  void pageOfTuneShowsTheBuiltInSpace() {
    String page = Pages.text(Pages.ROOT.resolve("docs/guide/tune.md"));
    for (String name : CnnSpace.standard().parameters()) {
      assertThat(page).contains("| `%s` | `%s` |".formatted(name, CnnSpace.standard().get(name)));
    }
  }

  private static Set<String> options(String text) {
    return OPTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
