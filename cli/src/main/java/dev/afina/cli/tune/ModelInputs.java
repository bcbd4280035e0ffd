package dev.afina.cli.tune;

import dev.afina.data.DataException;
import dev.afina.data.TaskType;
import dev.afina.data.table.TablePreprocessor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How raw data become a network's features, and its outputs labels or values again. */
sealed interface ModelInputs {

  TaskType task();

  /** The labels in the order of the outputs; empty for a regression. */
  List<String> classes();

  /** What is predicted, in a word. */
  String target();

  /** Maps, lists, strings, numbers and booleans. */
  Map<String, Object> toMap();

  /** What {@link #toMap} described. */
  static ModelInputs fromMap(Map<?, ?> map) {
    Object kind = map.get("kind");
    if ("table".equals(kind) && map.get("preprocessor") instanceof Map<?, ?> stored) {
      Map<String, Object> named = new LinkedHashMap<>();
      stored.forEach((key, value) -> named.put(String.valueOf(key), value));
      return new OfTable(TablePreprocessor.fromMap(named));
    }
    if ("images".equals(kind)
        && map.get("shape") instanceof List<?> shape
        && shape.stream().allMatch(Integer.class::isInstance)
        && map.get("classes") instanceof List<?> classes) {
      return new OfImages(
          shape.stream().map(size -> ((Number) size).intValue()).toList(),
          classes.stream().map(String::valueOf).toList());
    }
    throw new DataException(
        "the model's inputs (of the kind \"%s\") are damaged or of another version; tune again"
            .formatted(kind));
  }

  /** A table's columns. */
  record OfTable(TablePreprocessor preprocessor) implements ModelInputs {

    @Override
    public TaskType task() {
      return preprocessor.task();
    }

    @Override
    public List<String> classes() {
      return preprocessor.classes();
    }

    @Override
    public String target() {
      return preprocessor.targetColumn();
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", "table");
      map.put("preprocessor", preprocessor.toMap());
      return map;
    }
  }

  /** Grey pixels in [0, 1]. */
  record OfImages(List<Integer> shape, List<String> classes) implements ModelInputs {

    /** Copies the lists. */
    public OfImages {
      shape = List.copyOf(shape);
      classes = List.copyOf(classes);
    }

    @Override
    public TaskType task() {
      return TaskType.CLASSIFICATION;
    }

    @Override
    public String target() {
      return "label";
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", "images");
      map.put("shape", shape);
      map.put("classes", classes);
      return map;
    }
  }
}
