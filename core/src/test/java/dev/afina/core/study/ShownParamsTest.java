package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Other workers see what was chosen for a trial while it runs. */
class ShownParamsTest {

  private static int awaitShown(Storage storage, int count) throws InterruptedException {
    int shown = 0;
    for (int i = 0; i < 500 && shown < count; i++) {
      Thread.sleep(10);
      shown = storage.trials(0, -1, List.of()).get(0).params().size();
    }
    return shown;
  }

  @Test
  void showsParametersOfARunningTrialBeforeItReports() throws InterruptedException {
    Storage storage = new InMemoryStorage();
    Study study = Study.named("s").storage(storage).sampler(new RandomSampler()).create();
    Trial trial = study.ask();
    double x = trial.suggestDouble("x", 0, 1);
    trial.suggestInt("n", 1, 9);
    assertThat(awaitShown(storage, 2)).isEqualTo(2);
    assertThat(storage.trials(0, -1, List.of()).get(0).params().get("x")).isEqualTo(x);

    trial.suggestBoolean("later");
    assertThat(awaitShown(storage, 3)).isEqualTo(3);
    assertThat(study.tell(trial, 1).params().size()).isEqualTo(3);
  }
}
