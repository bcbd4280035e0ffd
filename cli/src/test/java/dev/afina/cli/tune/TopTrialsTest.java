package dev.afina.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.Scale;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.report.TrialsTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The best trials on wide and on narrow terminals. */
class TopTrialsTest {

  private static TopTrials top() {
    InMemoryStorage storage = new InMemoryStorage();
    Study study = Study.named("s").maximize("val_accuracy").storage(storage).seed(1).create();
    study.enqueue(
        Map.of("layers", 2, "activation", "tanh", "dropout", 0.25, "learning_rate", 0.00012345678));
    Trial trial = study.ask();
    trial.suggestInt("layers", 0, 4);
    trial.suggestCategorical("activation", "relu", "tanh");
    trial.suggestDouble("dropout", 0, 0.5);
    trial.suggestDouble("learning_rate", 1e-5, 1, Scale.LOG);
    study.tell(trial, 0.98765);
    List<FrozenTrial> trials = study.trials();
    return new TopTrials(
        TrialsTable.of(storage.findStudy("s").orElseThrow(), trials), trials, "val_accuracy");
  }

  @Test
  void areATableWhereItFits() {
    assertThat(top().lines(200)).hasSize(3).first().asString().contains("learning_rate");
  }

  @Test
  void haveAllParametersBelowEachOtherWhereItDoesNot() {
    List<String> lines = top().lines(60);

    assertThat(lines)
        .allMatch(line -> line.length() <= 60)
        .first()
        .isEqualTo("trial  val_accuracy     time  parameters");
    assertThat(lines.get(1)).matches(" {4}0 {8}0\\.9877 +\\d+\\.\\d s  layers=2 activation=tanh.*");
    assertThat(String.join(" ", lines)).contains("dropout=0.25", "learning_rate=0.0001235");
    assertThat(lines.get(2)).startsWith(" ".repeat(30));
  }

  @Test
  void wrapsWordsAndKeepsLongOnesWhole() {
    assertThat(Wrapped.lines("a: ", "   ", List.of("one", "two", "threeandmore", "4"), 11))
        .containsExactly("a: one two", "   threeandmore", "   4");
  }
}
