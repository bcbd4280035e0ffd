package dev.afina.cli.serve;

import static dev.afina.cli.Ran.afina;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Ran;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A storage that is shared by one process and used by others. */
class ServeTest {

  private static final Pattern PLACE = Pattern.compile("afina: serving (\\S+) at (\\S+);.*");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private String file() {
    return "sqlite:///" + folder.resolve("studies.db");
  }

  private Process start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.afina.cli.Main",
                "serve",
                "--storage",
                file()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("AFINA_GRPC_TOKEN");
    return builder.start();
  }

  @Test
  void sharesAStorageUntilItIsAskedToEnd() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "open-sesame\n");
    Process server = start("--grpc", "0", "--host", "127.0.0.1", "--token-file", token.toString());
    try {
      BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
      Matcher place = PLACE.matcher(said.readLine());
      assertThat(place.matches()).isTrue();
      assertThat(place.group(1)).isEqualTo(file());
      String url = place.group(2) + "?token_file=" + token;

      assertThat(afina("create", "s", "--space", "{x: {low: 0.0, high: 1.0}}", "--storage", url))
          .extracting(Ran::code)
          .isEqualTo(0);
      Ran asked = afina("ask", "s", "--storage", url);
      assertThat(asked.out()).startsWith("{\"number\":0,\"params\":{\"x\":");
      assertThat(afina("tell", "s", "0", "0.5", "--storage", url).code()).isZero();
      assertThat(afina("studies", "--storage", place.group(2)).err())
          .contains("asks for a token")
          .doesNotContain("open-sesame");

      server.toHandle().destroy(); // which leaves what it says to be read
      assertThat(server.waitFor()).isEqualTo(143);
      assertThat(said.readLine()).isEqualTo("afina: ended; the storage is closed");
      assertThat(said.readLine()).isNull();
    } finally {
      server.destroyForcibly();
    }
    assertThat(folder.resolve("studies.db-wal")).doesNotExist();
    Ran told = afina("trials", "s", "--format", "csv", "--storage", file());
    assertThat(told.out()).contains("complete").contains("0.5");
  }

  @Test
  void refusesWhatCannotBeServedInASentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      assertThat(refused("--grpc", Integer.toString(taken.getLocalPort())))
          .matches("afina: port \\d+ of localhost is in use; end what uses it, .*\n");
    }
    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
    assertThat(refused("--tls-certificate", text.toString()))
        .isEqualTo(
            "afina: --tls-certificate and --tls-key belong together; give both, or neither\n");
    assertThat(refused("--tls-certificate", text.toString(), "--tls-key", text.toString()))
        .startsWith("afina: " + text + " holds no certificate; expected PEM");
    assertThat(refused("--tls-certificate", "no.pem", "--tls-key", "no.pem"))
        .isEqualTo("afina: there is no file or folder no.pem\n");
    assertThat(refused("--token-file", Files.writeString(folder.resolve("e"), " \n").toString()))
        .contains("is empty; write a token into it");
    assertThat(refused("--grpc", "65536")).contains("port 65536 is none");
    assertThat(refused("--host", "no.such.host.invalid")).contains("is unknown");
  }

  private String refused(String... args) {
    List<String> line = new ArrayList<>(List.of("serve", "--storage", file(), "--grpc", "0"));
    if (args[0].equals("--grpc")) {
      line.subList(3, 5).clear();
    }
    line.addAll(List.of(args));
    Ran ran = afina(line.toArray(String[]::new));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    return ran.err();
  }
}
