package dev.afina.benchmarks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.benchmarks.suite.problem.Problems;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProblemServerTest {

  private final ProblemServer server =
      new ProblemServer(Problems.of(Path.of("no", "such", "checkout")));

  @Test
  void listsProblemsThatCanBeEvaluated() {
    assertThat(server.answer("{\"list\":true}"))
        .startsWith("{\"problems\":[{\"name\":\"branin\",\"group\":\"function\",\"trials\":100}")
        .doesNotContain("lcbench");
  }

  @Test
  void describesASpaceWithItsConditions() {
    assertThat(server.answer("{\"open\":\"algorithms\",\"seed\":3}"))
        .startsWith(
            "{\"name\":\"algorithms\",\"group\":\"conditional\",\"trials\":100,\"fidelity\":0,"
                + "\"constraints\":0,\"space\":[{\"name\":\"algorithm\",\"type\":\"categorical\"")
        .contains(
            "{\"name\":\"svm_gamma\",\"type\":\"float\",\"low\":1.0E-5,\"high\":10.0,\"log\":true,"
                + "\"step\":null,\"choices\":null,"
                + "\"when\":{\"parent\":\"svm_kernel\",\"values\":[\"poly\",\"rbf\"]}}");
    assertThat(server.answer("{\"open\":\"layers\",\"seed\":3}"))
        .contains("\"when\":{\"parent\":\"layers\",\"values\":[3,4]}");
  }

  @Test
  void evaluatesTheProblemThatIsOpen() {
    server.answer("{\"open\":\"gardner1\",\"seed\":0}");
    assertThat(server.answer("{\"trial\":0,\"params\":{\"x\":0,\"y\":0.0}}"))
        .isEqualTo("{\"value\":1.0,\"constraints\":[0.5],\"failed\":false,\"true\":1.0}");
    server.answer("{\"open\":\"failing-axis\",\"seed\":0}");
    assertThat(server.answer("{\"trial\":0,\"params\":{\"x0\":0.9,\"x1\":0,\"x2\":0,\"x3\":0}}"))
        .isEqualTo("{\"value\":null,\"constraints\":[],\"failed\":true,\"true\":null}");
  }

  @Test
  void answersWhatIsWrong() {
    assertThat(server.answer("{\"trial\":0,\"params\":{}}"))
        .isEqualTo("{\"error\":\"no problem is open; send {\\\"open\\\":NAME,\\\"seed\\\":0}\"}");
    assertThat(server.answer("{\"open\":\"brainin\"}"))
        .startsWith("{\"error\":\"problem \\\"brainin\\\" is unknown, expected one of [branin,");
    server.answer("{\"open\":\"branin\",\"seed\":0}");
    assertThat(server.answer("{\"trial\":0,\"params\":{\"x0\":1}}"))
        .isEqualTo("{\"error\":\"parameter \\\"x1\\\" is missing, expected one of 0..15\"}");
    assertThat(server.answer("{\"trial\":0,\"params\":{\"x0\":1,\"x1\":1},\"epoch\":3}"))
        .contains("has no epochs");
    assertThat(server.answer("{\"trial\":0}")).contains("has no object \\\"params\\\"");
    assertThat(server.answer("hello")).isEqualTo("{\"error\":\"request hello is no JSON\"}");
    assertThat(server.answer("{\"close\":1}")).contains("is unknown, expected");
  }
}
