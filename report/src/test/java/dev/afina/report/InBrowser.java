package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.afina.testkit.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser; needs Chromium. */
abstract class InBrowser {

  private static Playwright playwright;
  private static Browser browser;

  Path folder;
  final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  Page page;

  @BeforeAll
  static void startBrowser() {
    Path chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("chromium"));
    Requirement.of(
            Files.isExecutable(chromium), "Chromium is not installed (Debian's package: chromium)")
        .orSkip(InBrowser.class);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(List.of("--no-sandbox")));
  }

  @AfterAll
  static void stopBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void openPage(@TempDir Path folder) {
    this.folder = folder;
    page = browser.newPage();
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
  }

  @AfterEach
  void closePage() {
    page.close();
  }

  void open(HtmlReport report, int width) {
    Path file = folder.resolve("report.html");
    report.writeTo(file);
    page.setViewportSize(width, 900);
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(width < 600 ? ColorScheme.DARK : ColorScheme.LIGHT));
    requests.clear();
    page.navigate(file.toUri().toString());
    page.waitForSelector("html[data-ready]");
    assertThat(complaints).isEmpty();
    assertThat(requests).allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    assertThat(requests.stream().filter(url -> url.startsWith("file:"))).hasSize(1);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as("the page is as wide as the window")
        .isEqualTo(true);
  }

  /** The names of the charts, after making sure that each has drawn something. */
  List<String> charts() {
    Object empty =
        page.evaluate(
            """
            [...document.querySelectorAll('[data-chart]')].filter((box) => {
              const canvas = box.querySelector('canvas');
              if (!canvas) {
                const drawn = [...box.querySelectorAll('svg:not(.over) path')];
                const inside = drawn.filter((path) => path.getBoundingClientRect().height > 2);
                return inside.length < 2;
              }
              const data = canvas.getContext('2d')
                  .getImageData(0, 0, canvas.width, canvas.height).data;
              return data.every((byte) => byte === 0);
            }).map((box) => box.dataset.chart)
            """);
    assertThat((List<?>) empty).as("charts that drew nothing").isEmpty();
    Object outside =
        page.evaluate(
            """
            charts.filter((entry) => entry.box.dataset.chart !== 'parallel').flatMap((entry) =>
              entry.instance.getOption().series.flatMap((series) => series.data)
                .map((point) => point.value ?? point)
                .filter((point) => point.some((at) => at < -1e-9 || at > 1 + 1e-9))
                .map((point) => entry.box.dataset.chart + ' ' + point))
            """);
    assertThat((List<?>) outside).as("points outside of their axes").isEmpty();
    return page.locator("[data-chart]").all().stream()
        .map(chart -> chart.getAttribute("data-chart"))
        .toList();
  }
}
