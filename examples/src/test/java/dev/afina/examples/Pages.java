package dev.afina.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages that people read, and what stands in them. */
final class Pages {

  /** The folder of the checkout. */
  static final Path ROOT = Path.of(System.getProperty("afina.root", "..")).normalize();

  private Pages() {}

  /** All pages: those of the root, of {@code docs} and of {@code samples}. */
  static List<Path> all() {
    List<Path> pages = new ArrayList<>();
    pages.addAll(markdown(ROOT, 1));
    pages.addAll(markdown(ROOT.resolve("docs"), 3));
    pages.addAll(markdown(ROOT.resolve("samples"), 1));
    return pages;
  }

  private static List<Path> markdown(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A block of Java on a page.
   *
   * @param page the page
   * @param source the file of examples that it quotes, as the comment above it says; empty if none
   *     does
   * @param code the block
   */
  record Quote(Path page, String source, String code) {

    @Override
    public String toString() {
      return ROOT.relativize(page) + ": " + source + ": " + code.lines().findFirst().orElse("");
    }
  }

  /** The blocks of Java on all pages. */
  static List<Quote> quotes() {
    List<Quote> quotes = new ArrayList<>();
    for (Path page : all()) {
      List<String> lines = text(page).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).equals("```java")) {
          int end = i + lines.subList(i, lines.size()).indexOf("```");
          String above = i == 0 ? "" : lines.get(i - 1);
          String source =
              above.matches("<!-- \\w+\\.java -->") ? above.substring(5, above.length() - 4) : "";
          quotes.add(new Quote(page, source, String.join("\n", lines.subList(i + 1, end))));
        }
      }
    }
    return quotes;
  }
}
