package dev.afina.benchmarks.suite.problem;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Networks on tables, by a surrogate: LCBench of <a href="https://arxiv.org/abs/2006.13799">Zimmer
 * et al. 2021</a> in the form of <a href="https://arxiv.org/abs/2109.03670">YAHPO Gym</a>
 * (Pfisterer et al. 2022).
 *
 * <p>A value is the normalised regret of the validation accuracy, (max − accuracy) / (max − min)
 * with the bounds of {@code instances.json}; a surrogate can be better than the best network known,
 * so that it may fall below 0. The model is loaded when it is first evaluated.
 */
final class LcBench {

  /** After so many epochs the networks' accuracy counts. */
  static final int EPOCHS = 52;

  /** The twelve instances to develop on. */
  static final List<String> INSTANCES =
      List.of(
          "3945", "7593", "34539", "126025", "126026", "146212", "167104", "167149", "167152",
          "167184", "168329", "168868");

  /** Those that are also searched with epochs: every third one. */
  private static final List<String> WITH_EPOCHS = List.of("3945", "126025", "167104", "167184");

  /** Bounds of {@code config_space.json}, in the order of the model's second input. */
  private static final Space SPACE =
      Space.of(
          Parameter.logInteger("batch_size", 16, 512),
          Parameter.logReal("learning_rate", 1e-4, 1e-1),
          Parameter.real("momentum", 0.1, 0.99),
          Parameter.real("weight_decay", 1e-5, 0.1),
          Parameter.integer("num_layers", 1, 5),
          Parameter.logInteger("max_units", 64, 1024),
          Parameter.real("max_dropout", 0, 1));

  private static final int ACCURACY = 1;

  private final Path folder;
  private @Nullable OrtSession session;

  LcBench(Path folder) {
    this.folder = folder;
  }

  boolean isPresent() {
    return Files.exists(folder.resolve("model.onnx"));
  }

  /** Names of the problems, whether they are present or not. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    INSTANCES.forEach(instance -> names.add("lcbench-" + instance));
    WITH_EPOCHS.forEach(instance -> names.add("epochs-" + instance));
    INSTANCES.forEach(instance -> names.add("budget-" + instance));
    return names;
  }

  List<Problem> problems() {
    JsonNode instances = json("instances.json");
    JsonNode codes = json("encoding.json").get("OpenML_task_id");
    Map<String, Problem> problems = new LinkedHashMap<>();
    for (String id : INSTANCES) {
      JsonNode range = instances.get(id).get("val_accuracy");
      double max = range.get("max").asDouble();
      double width = max - range.get("min").asDouble();
      int code = codes.get(id).asInt();
      Formula flat = (point, attempt) -> Outcome.of((max - accuracy(code, point, EPOCHS)) / width);
      Formula steps =
          (point, attempt) -> Outcome.of((max - accuracy(code, point, attempt.step())) / width);
      put(problems, "lcbench-" + id, Group.LCBENCH, 0, flat);
      put(problems, "epochs-" + id, Group.FIDELITY, EPOCHS, steps);
      put(problems, "budget-" + id, Group.BUDGET, EPOCHS, steps);
    }
    return names().stream().flatMap(name -> Stream.ofNullable(problems.get(name))).toList();
  }

  private static void put(
      Map<String, Problem> problems, String name, Group group, int steps, Formula formula) {
    problems.put(name, new Problem(name, group, SPACE, OptionalDouble.empty(), 0, steps, formula));
  }

  private double accuracy(int code, Point point, int epoch) {
    float[] row = new float[SPACE.parameters().size() + 1];
    row[0] = epoch;
    for (int i = 1; i < row.length; i++) {
      row[i] = (float) point.number(SPACE.parameters().get(i - 1).name());
    }
    try {
      OrtSession loaded = session();
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      List<String> inputs = new ArrayList<>(loaded.getInputNames());
      try (OnnxTensor task = OnnxTensor.createTensor(environment, new int[][] {{code}});
          OnnxTensor values = OnnxTensor.createTensor(environment, new float[][] {row});
          OrtSession.Result result =
              loaded.run(Map.of(inputs.get(0), task, inputs.get(1), values))) {
        return ((float[][]) result.get(0).getValue())[0][ACCURACY];
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the surrogate of LCBench cannot be evaluated", e);
    }
  }

  private synchronized OrtSession session() throws OrtException {
    OrtSession loaded = session;
    if (loaded == null) {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        loaded =
            OrtEnvironment.getEnvironment()
                .createSession(folder.resolve("model.onnx").toString(), options);
      }
      session = loaded;
    }
    return loaded;
  }

  private JsonNode json(String file) {
    try {
      return new ObjectMapper().readTree(Files.readString(folder.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("LCBench's %s cannot be read".formatted(file), e);
    }
  }
}
