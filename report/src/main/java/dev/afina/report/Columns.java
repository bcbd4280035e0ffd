package dev.afina.report;

import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which columns the trials of a study have, in the order of their first appearance.
 *
 * @param metrics one name an objective: the study's own, else {@code value} or {@code value.0},
 *     {@code value.1}, …
 * @param params names of the parameters of any trial
 * @param attributes names of the user attributes of any trial
 */
record Columns(List<String> metrics, List<String> params, List<String> attributes) {

  static Columns of(StudyRecord study, List<FrozenTrial> trials) {
    Set<String> params = new LinkedHashSet<>();
    Set<String> attributes = new LinkedHashSet<>();
    for (FrozenTrial trial : trials) {
      params.addAll(trial.params().names());
      attributes.addAll(trial.userAttributes().keySet());
    }
    return new Columns(metrics(study), List.copyOf(params), List.copyOf(attributes));
  }

  /**
   * The parameters as a reader expects them: one that only some trials have stands behind the one
   * that it follows in such a trial, {@code units_1} behind {@code units_0}.
   */
  static List<String> readable(List<FrozenTrial> trials) {
    List<String> merged = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (FrozenTrial trial : trials) {
      List<String> names = trial.params().names();
      if (!seen.add(names)) {
        continue;
      }
      int at = 0;
      for (String name : names) {
        int position = merged.indexOf(name);
        if (position < 0) {
          merged.add(at++, name);
        } else {
          at = position + 1;
        }
      }
    }
    return merged;
  }

  private static List<String> metrics(StudyRecord study) {
    int objectives = study.directions().size();
    if (study.systemAttributes().get(StudyBuilder.METRIC_NAMES) instanceof List<?> names
        && names.size() == objectives) {
      return names.stream().map(String::valueOf).toList();
    }
    return valueColumns(objectives);
  }

  /** The columns of the values in a file: {@code value}, or {@code value.0}, {@code value.1}, …. */
  static List<String> valueColumns(int objectives) {
    if (objectives == 1) {
      return List.of("value");
    }
    List<String> names = new ArrayList<>();
    for (int k = 0; k < objectives; k++) {
      names.add("value." + k);
    }
    return names;
  }
}
