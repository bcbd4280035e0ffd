package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.isolation.IsolatedObjective;
import dev.afina.core.isolation.Isolation;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials in child processes that are set aside, and go on in others. */
class IsolatedPausingTest {

  @TempDir Path folder;

  /** Sums the steps; the sum is saved when it is set aside. */
  public static final class Summing implements Objective {

    @Override
    public double evaluate(Trial trial) throws IOException {
      double x = trial.suggestDouble("x", 0, 1);
      Optional<Resume> resume = trial.resume();
      int step = resume.map(Resume::step).orElse(0);
      double sum = 0;
      if (resume.isPresent()) {
        sum = Double.parseDouble(Files.readString(resume.get().directory().resolve("sum")));
        assertThat(resume.get().reports()).containsOnlyKeys(1, 2, 3);
        assertThat(trial.maxStep()).hasValue(9);
      }
      while (step < 9) {
        step++;
        sum += x * step;
        trial.report(x + 1.0 / step, step);
        if (trial.shouldPause()) {
          Files.writeString(trial.checkpointDirectory().resolve("sum"), Double.toString(sum));
          trial.checkpointed(step);
          throw new TrialPausedException();
        }
      }
      return sum;
    }
  }

  private List<FrozenTrial> trials(Objective objective, String name) {
    Study study =
        Study.named(name)
            .pruner(new RungScheduler(3, 3, 9))
            .checkpoints(folder.resolve(name))
            .seed(3)
            .create();
    study.optimize(objective, Budget.unlimited());
    return study.trials();
  }

  @Test
  void goOnWhereTheyWereSetAside() {
    List<FrozenTrial> here = trials(new Summing(), "here");
    List<FrozenTrial> there;
    Isolation isolation =
        Isolation.standard().children(1).trialsPerChild(3).jvmOptions("-XX:TieredStopAtLevel=1");
    try (var isolated = IsolatedObjective.of(Summing.class, isolation)) {
      there = trials(isolated, "there");
    }
    assertThat(there).hasSize(3);
    assertThat(there).extracting(FrozenTrial::state).containsOnlyOnce(TrialState.COMPLETE);
    for (int i = 0; i < 3; i++) {
      assertThat(there.get(i).params()).isEqualTo(here.get(i).params());
      assertThat(there.get(i).values()).isEqualTo(here.get(i).values());
      assertThat(there.get(i).intermediateValues()).isEqualTo(here.get(i).intermediateValues());
    }
  }
}
