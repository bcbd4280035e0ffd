package dev.afina.benchmarks.suite.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.afina.benchmarks.measure.Circumstances;
import dev.afina.benchmarks.suite.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report for programs. */
final class JsonReport {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  static String of(
      Summary summary, Circumstances where, List<String> missing, Map<String, String> skipped) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("goals", Goals.of(summary));
    document.put("comparisons", summary.standings().stream().map(JsonReport::standing).toList());
    document.put("failures", summary.failures());
    summary.costOfParallelism().ifPresent(cost -> document.put("parallel8", cost));
    document.put("samplers", samplers(summary));
    document.put("notInstalled", missing);
    document.put("skippedProblems", skipped);
    document.put("circumstances", where);
    try {
      return JSON.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the report cannot be written as JSON", e);
    }
  }

  private static Map<String, Object> standing(Standing standing) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", standing.name());
    document.put("title", standing.title());
    document.put("seeds", standing.field().seeds());
    List<Object> rows = new ArrayList<>();
    for (String sampler : standing.byRank()) {
      for (int trials : Standing.CHECKPOINTS) {
        Board board = standing.after(trials);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sampler", sampler);
        row.put("trials", trials);
        row.put("rank", Interval.of(board.ranks(sampler)));
        row.put("regret", Interval.of(board.regrets(sampler)));
        row.put("rankByProblem", byProblem(board.ranks(sampler)));
        row.put("regretByProblem", byProblem(board.regrets(sampler)));
        rows.add(row);
      }
    }
    document.put("rows", rows);
    return document;
  }

  private static Map<String, Double> byProblem(Figures figures) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (int p = 0; p < figures.problems().size(); p++) {
      means.put(figures.problems().get(p).name(), figures.mean(p));
    }
    return means;
  }

  private static Map<String, Object> samplers(Summary summary) {
    Map<String, Object> samplers = new LinkedHashMap<>();
    for (String sampler : summary.results().samplers()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("versions", summary.versions(sampler));
      document.put("seeds", summary.seeds(sampler));
      document.put("suggestMillis", summary.suggestMillis(sampler));
      document.put(
          "problemsWithoutCell", summary.lacking(sampler).stream().map(Problem::name).toList());
      samplers.put(sampler, document);
    }
    return samplers;
  }
}
