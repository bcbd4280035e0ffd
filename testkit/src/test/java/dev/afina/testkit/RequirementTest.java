package dev.afina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class RequirementTest {

  private final String root = System.getProperty("afina.root", ".");

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path folder;

  @BeforeEach
  void moveRoot(@TempDir Path temporary) {
    folder = temporary;
    System.setProperty("afina.root", folder.toString());
  }

  @AfterEach
  void moveRootBack() {
    System.setProperty("afina.root", root);
  }

  @Test
  void skipsLoudlyWhatIsMissing() throws IOException {
    Requirement file = Requirement.file(folder.resolve("data.csv"));
    Requirement command = Requirement.command("Oddity", List.of("afina-has-no-such-command"));
    for (Requirement requirement : List.of(file, command)) {
      assertThatThrownBy(() -> requirement.orSkip(RequirementTest.class))
          .isInstanceOf(TestAbortedException.class);
    }
    assertThat(Files.readAllLines(folder.resolve("target").resolve("skipped-tests.txt")))
        .containsExactly(
            "SKIPPED dev.afina.testkit.RequirementTest: there is no " + folder.resolve("data.csv"),
            "SKIPPED dev.afina.testkit.RequirementTest: Oddity is not installed (tried:"
                + " afina-has-no-such-command)");
  }

  @Test
  void saysNothingOfWhatIsThere() {
    Requirement.file(folder).orSkip(RequirementTest.class);
    Requirement.of(true, "unused").orSkip(RequirementTest.class);
    assertThat(folder.resolve("target")).doesNotExist();
  }
}
