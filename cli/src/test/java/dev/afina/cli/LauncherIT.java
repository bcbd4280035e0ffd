package dev.afina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, as people call it. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

  private static final Path LAUNCHER = Path.of(System.getProperty("afina.root"), "afina");

  @TempDir Path folder;

  private Ran launch(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().remove("AFINA_STORAGE");
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    Ran ran = new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return ran;
  }

  private Ran launch(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(Arrays.asList(args));
    return launch(Map.of(), command.toArray(String[]::new));
  }

  @Test
  void printsHelpAndVersionFromAnyFolder() throws Exception {
    Ran help = launch("--help");
    Ran version = launch("--version");

    assertThat(help.code()).as(help.err()).isZero();
    assertThat(help.out()).startsWith("Usage: afina ");
    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("afina ");
    assertThat(version.err()).isEmpty();
  }

  @Test
  void worksThroughALinkAndKeepsTheCurrentFolder() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("a bin"));
    Path second = Files.createSymbolicLink(bin.resolve("second"), LAUNCHER.toAbsolutePath());
    Path link = Files.createSymbolicLink(bin.resolve("tuner"), second.getFileName());

    Ran studies = launch(Map.of(), link.toString(), "studies");

    assertThat(studies.code()).as(studies.err()).isEqualTo(2);
    assertThat(studies.err()).startsWith("afina: there is no database afina.db").hasLineCount(1);
    assertThat(folder).isDirectoryNotContaining("glob:**.db");
  }

  @Test
  void takesTheStorageFromTheEnvironment() throws Exception {
    Ran studies =
        launch(Map.of("AFINA_STORAGE", "sqlite:///elsewhere.db"), LAUNCHER.toString(), "studies");

    assertThat(studies.code()).isEqualTo(2);
    assertThat(studies.err()).contains("elsewhere.db");
  }

  @Test
  void passesArgumentsWithBlanksQuotesAndUmlautsUnchanged() throws Exception {
    String name = "a \"study\" of $größe; it's *";

    Ran show = launch("show", name, "--storage", "sqlite://");

    assertThat(show.code()).isEqualTo(2);
    assertThat(show.err())
        .isEqualTo("afina: there is no study \"%s\" in sqlite://; it holds none\n".formatted(name));
  }

  @Test
  void saysWhenJavaIsMissingOrTooOld() throws Exception {
    Ran missing = launch(Map.of("JAVA_HOME", folder.toString()), LAUNCHER.toString(), "--help");
    Path bin = Files.createDirectories(folder.resolve("old/bin"));
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\nexit 0\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");

    Ran old =
        launch(
            Map.of("JAVA_HOME", folder.resolve("old").toString()), LAUNCHER.toString(), "--help");

    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("holds no bin/java", "17 or newer").hasLineCount(1);
    assertThat(old.code()).isEqualTo(2);
    assertThat(old.err()).startsWith("afina: Java 11.0.2 (").contains("too old").hasLineCount(1);
  }
}
