package dev.afina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.testkit.PythonEnvironment;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Workers of Afina and of Optuna bring their trials into one study. */
class ShareAStudyTest {

  private static final Path PYTHON = Pages.ROOT.resolve("examples/python").toAbsolutePath();

  @Test
  void sixWorkersOfTwoLanguagesShareAStudy() throws Exception {
    PythonEnvironment python =
        PythonEnvironment.orSkip(PYTHON.resolve("requirements.txt"), ShareAStudyTest.class);

    ShareAStudy.Result result =
        ShareAStudy.run(python.interpreter(), PYTHON.resolve("share_a_study.py"));

    assertThat(result.trials()).hasSizeGreaterThanOrEqualTo(60).hasSizeLessThanOrEqualTo(76);
    assertThat(result.trials())
        .extracting(FrozenTrial::number)
        .isEqualTo(IntStream.range(0, result.trials().size()).boxed().toList());
    assertThat(result.trials()).allMatch(trial -> trial.state() == TrialState.COMPLETE);
    assertThat(result.trialsOf()).containsEntry("optuna-1", 8).containsEntry("optuna-2", 8);
    assertThat(result.trialsOf().keySet()).anyMatch(worker -> worker.startsWith("afina-"));
    assertThat(result.best().value().orElseThrow()).isLessThan(2);
  }
}
