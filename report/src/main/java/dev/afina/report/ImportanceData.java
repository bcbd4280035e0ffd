package dev.afina.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.algorithms.importance.Importance;
import dev.afina.algorithms.importance.ImportanceEvaluator;
import dev.afina.algorithms.importance.Importances;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import java.util.List;

/** The importances of a report's parameters, for each objective. */
final class ImportanceData {

  private static final int DIGITS = 6;

  private ImportanceData() {}

  /** One object an objective: the evaluator, the trials used, a note, and names and shares. */
  static ArrayNode of(StudyRecord study, List<FrozenTrial> trials, ImportanceEvaluator evaluator) {
    ArrayNode all = Json.array();
    for (int objective = 0; objective < study.directions().size(); objective++) {
      Importances importances = Importances.of(study, trials, objective, evaluator);
      ObjectNode object =
          all.addObject()
              .put("evaluator", importances.evaluator())
              .put("trials", importances.trials())
              .put("note", importances.note().orElse(null));
      ArrayNode names = object.putArray("names");
      ArrayNode shares = object.putArray("shares");
      for (Importance one : importances.shares()) {
        names.add(one.parameter());
        shares.add(Numbers.rounded(one.share(), DIGITS));
      }
    }
    return all;
  }
}
