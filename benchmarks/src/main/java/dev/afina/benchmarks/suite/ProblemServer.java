package dev.afina.benchmarks.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.benchmarks.suite.problem.Condition;
import dev.afina.benchmarks.suite.problem.Outcome;
import dev.afina.benchmarks.suite.problem.Parameter;
import dev.afina.benchmarks.suite.problem.Problem;
import dev.afina.benchmarks.suite.problem.Problems;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates problems for programs in other languages: a JSON document a line in, one out, until the
 * input ends. Argument: the root of the checkout, by default the current folder.
 *
 * <p>Requests are {@code {"list":true}}, {@code {"open":NAME,"seed":3}}, and then {@code
 * {"trial":0,"params":{…}}}, with {@code "epoch"} where the problem has some; the benchmarks'
 * README tells the answers. What goes wrong is answered by {@code {"error":SENTENCE}}.
 */
public final class ProblemServer {

  private final ObjectMapper json = new ObjectMapper();
  private final Problems problems;
  private @Nullable Problem open;
  private long seed;

  ProblemServer(Problems problems) {
    this.problems = problems;
  }

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err); // whatever a library prints is no answer
    var server = new ProblemServer(Problems.of(Path.of(arguments.length > 0 ? arguments[0] : ".")));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(server.answer(line));
    }
  }

  /** The answer to a request. */
  String answer(String request) {
    ObjectNode answer;
    try {
      JsonNode node = json.readTree(request);
      if (node.has("list")) {
        answer = list();
      } else if (node.has("open")) {
        answer = open(node);
      } else if (node.has("trial")) {
        answer = evaluate(node);
      } else {
        throw new IllegalArgumentException(
            "request %s is unknown, expected \"list\", \"open\" or \"trial\"".formatted(request));
      }
    } catch (JsonProcessingException e) {
      answer = error("request %s is no JSON".formatted(request));
    } catch (RuntimeException e) {
      answer = error(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    return answer.toString();
  }

  private ObjectNode error(String sentence) {
    return json.createObjectNode().put("error", sentence);
  }

  private ObjectNode list() {
    ObjectNode answer = json.createObjectNode();
    ArrayNode list = answer.putArray("problems");
    for (Problem problem : problems.available()) {
      list.addObject()
          .put("name", problem.name())
          .put("group", problem.group().toString())
          .put("trials", Problem.TRIALS);
    }
    return answer;
  }

  private ObjectNode open(JsonNode request) {
    Problem problem = problems.named(request.get("open").asText());
    seed = request.path("seed").asLong();
    open = problem;
    ObjectNode answer = json.createObjectNode();
    answer
        .put("name", problem.name())
        .put("group", problem.group().toString())
        .put("trials", Problem.TRIALS)
        .put("fidelity", problem.steps())
        .put("constraints", problem.constraints());
    ArrayNode space = answer.putArray("space");
    problem.space().parameters().forEach(parameter -> describe(parameter, space.addObject()));
    return answer;
  }

  private void describe(Parameter parameter, ObjectNode to) {
    Distribution distribution = parameter.distribution();
    to.put("name", parameter.name());
    if (distribution instanceof DoubleDistribution range) {
      to.put("type", "float").put("low", range.low()).put("high", range.high());
      to.put("log", range.scale() == Scale.LOG).put("step", range.step()).putNull("choices");
    } else if (distribution instanceof IntDistribution range) {
      to.put("type", "int").put("low", range.low()).put("high", range.high());
      to.put("log", range.scale() == Scale.LOG).putNull("choices");
      to.put("step", range.step() == 1 ? null : range.step());
    } else if (distribution instanceof CategoricalDistribution choice) {
      to.put("type", "categorical").putNull("low").putNull("high").put("log", false);
      to.putNull("step").set("choices", json.valueToTree(choice.choices()));
    }
    Condition condition = parameter.condition();
    if (condition == null) {
      to.putNull("when");
    } else {
      to.putObject("when")
          .put("parent", condition.parent())
          .set("values", json.valueToTree(condition.values()));
    }
  }

  private ObjectNode evaluate(JsonNode request) {
    Problem problem = open;
    if (problem == null) {
      throw new IllegalArgumentException("no problem is open; send {\"open\":NAME,\"seed\":0}");
    }
    if (!request.path("params").isObject()) {
      throw new IllegalArgumentException("request %s has no object \"params\"".formatted(request));
    }
    Map<String, Object> params = json.convertValue(request.get("params"), new TypeReference<>() {});
    int step = request.path("epoch").asInt(problem.steps());
    Outcome outcome =
        problem.evaluate(problem.space().point(params), seed, request.get("trial").asInt(), step);
    ObjectNode answer = json.createObjectNode();
    number(answer, "value", outcome.value());
    answer.set("constraints", json.valueToTree(List.copyOf(outcome.constraints())));
    answer.put("failed", outcome.isFailed());
    number(answer, "true", outcome.noiseFree());
    return answer;
  }

  private static void number(ObjectNode to, String name, double value) {
    if (Double.isNaN(value)) {
      to.putNull(name);
    } else {
      to.put(name, value);
    }
  }
}
