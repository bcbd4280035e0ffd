package dev.afina.neural.tune;

import dev.afina.core.AfinaException;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.data.Dataset;
import dev.afina.neural.Model;
import dev.afina.neural.metric.Metric;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The networks that a tuner has kept, with what is known of them. */
record TunerModels(Study study, List<Goal> goals, BestModel networks, ExecutionFiles executions) {

  /** The network of a trial; of several executions that of the best one. */
  TunedModel load(FrozenTrial trial, Metric... custom) {
    Path place =
        networks
            .of(trial)
            .orElseThrow(
                () ->
                    new AfinaException(
                        "the network of trial %d is not kept; search with a greater keepBest, or rebuild it from bestHyperparameters"
                            .formatted(trial.number())));
    List<Execution> trainings = executions.read(trial.number());
    Goal goal = TunerStudy.reported(goals);
    int best = 0;
    for (int i = 1; i < trainings.size(); i++) {
      if (TunerStudy.direction(goal)
          .isBetter(trainings.get(i).value(goal.name()), trainings.get(best).value(goal.name()))) {
        best = i;
      }
    }
    Path network = trainings.size() > 1 ? place.resolve(TrialTraining.execution(best)) : place;
    double score =
        trainings.isEmpty()
            ? trial.values().get(goals.indexOf(goal))
            : trainings.get(best).value(goal.name());
    return new TunedModel(trial, best, score, Model.load(network, custom));
  }

  /** What a trial can be chosen by. */
  Candidate candidate(TunedModel tuned, Dataset rows) {
    FrozenTrial trial = tuned.trial();
    double[] values =
        executions.read(trial.number()).stream()
            .mapToDouble(execution -> execution.value(goals.get(0).name()))
            .toArray();
    return new Candidate(
        trial,
        study.directions().get(0).sign() * trial.values().get(0),
        tuned.model().blueprint().architecture().weightCount(true),
        Candidate.latency(tuned.model(), rows),
        values.length == 0 ? 0 : Spread.of(values).deviation(),
        Math.max(1, values.length));
  }

  /** Where a network comes from. */
  Lineage lineage(TunedModel tuned, String data) {
    FrozenTrial trial = tuned.trial();
    Map<String, Double> metrics = new LinkedHashMap<>();
    List<Execution> trainings = executions.read(trial.number());
    if (trainings.size() > tuned.execution()) {
      Execution measured = trainings.get(tuned.execution());
      if (measured.bestEpoch() > 0) {
        metrics.putAll(measured.epochs().get(measured.bestEpoch() - 1));
      }
    }
    for (int i = 0; i < goals.size(); i++) {
      metrics.putIfAbsent(goals.get(i).name(), trial.values().get(i));
    }
    return new Lineage(
        study.name(), trial.number(), tuned.model().seed(), trial.params().toMap(), metrics, data);
  }
}
