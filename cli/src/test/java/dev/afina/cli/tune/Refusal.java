package dev.afina.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Ran;
import java.util.List;
import java.util.function.Supplier;

/** What every wrong request gets. */
final class Refusal {

  private Refusal() {}

  /** Expects exit 2, one sentence with these parts, and a folder left as it was. */
  static void refused(Workplace place, Supplier<Ran> request, String... parts) {
    List<String> before = place.files();
    Ran ran = request.get();
    assertThat(ran.err()).startsWith("afina: ").hasLineCount(1).contains(parts);
    assertThat(ran.err()).doesNotContain("Exception", "bug in Afina");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(place.files()).isEqualTo(before);
  }
}
