package dev.afina.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.core.AfinaException;
import dev.afina.core.RunAbortedException;
import dev.afina.core.pruner.MedianPruner;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.RetryPolicy;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials in processes of their own, real ones. */
class IsolatedObjectiveTest {

  private static final String[] SMALL = {
    "-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dscale=3"
  };

  private static final Isolation ISOLATION =
      Isolation.standard().children(1).trialsPerChild(100).jvmOptions(SMALL).output(line -> {});

  @TempDir Path folder;

  private static List<FrozenTrial> talk(Objective objective, int workers) {
    Study study =
        Study.named("talk").pruner(MedianPruner.create()).seed(5).deterministic(2).create();
    study.enqueueDefaults();
    study.optimize(objective, Budget.trials(30).inParallel(workers));
    return study.trials();
  }

  @Test
  void hasTheTrialsThatTheStudyHasWithoutIsolation() {
    List<FrozenTrial> here = talk(new Fragile.Talkative(), 1);
    List<FrozenTrial> there;
    try (var isolated =
        IsolatedObjective.of(Fragile.Talkative.class, ISOLATION.children(2).trialsPerChild(15))) {
      there = talk(isolated, 2);
    }
    assertThat(there)
        .extracting(IsolatedObjectiveTest::content)
        .isEqualTo(here.stream().map(IsolatedObjectiveTest::content).toList());
    assertThat(there)
        .extracting(FrozenTrial::state)
        .contains(TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL)
        .hasSize(30);
    assertThat(there)
        .extracting(trial -> trial.reason().orElse(""))
        .contains("IllegalArgumentException: trial 3 is unlucky");
  }

  private static Map<String, Object> content(FrozenTrial trial) {
    Map<String, Object> content = new TreeMap<>();
    content.put("index", trial.index());
    content.put("state", trial.state());
    content.put("params", trial.params());
    content.put("values", trial.values());
    content.put("reports", trial.intermediateValues());
    content.put("attributes", trial.userAttributes());
    content.put("constraints", trial.constraints());
    content.put("reason", trial.reason());
    return content;
  }

  @Test
  void deathOfAChildIsTheFailureOfItsTrialAlone() {
    Study study = Study.create().seed(1).create();
    try (var isolated = IsolatedObjective.of(Fragile.Doomed.class, ISOLATION)) {
      study.optimize(isolated, Budget.trials(7));
    }
    List<FrozenTrial> trials = study.trials();
    assertThat(trials.subList(0, 5)).allMatch(trial -> trial.state() == TrialState.FAIL);
    assertThat(trials.subList(5, 7)).allMatch(trial -> trial.state() == TrialState.COMPLETE);
    assertThat(trials)
        .extracting(trial -> trial.reason().orElse(""))
        .startsWith(
            "ChildDiedException: the child process ended with 134 (SIGABRT); its last words: all is"
                + " well | assertion failed in layer 3",
            "ChildDiedException: the child process ended with 3; it said nothing",
            "AfinaException: Unsendable: no more ink",
            "OutOfMemoryError: Java heap space");
    assertThat(trials.get(4).reason().orElseThrow())
        .startsWith("IncompatibleDistributionException: parameter \"x\"");
    assertThat(trials.get(0).userAttributes().get("pid")).isInstanceOf(Long.class);
  }

  @Test
  void replacesAChildAfterSoManyTrialsAndLeavesNone() throws InterruptedException {
    Study study = Study.create().seed(1).create();
    try (var isolated = IsolatedObjective.of(Fragile.Counting.class, ISOLATION.trialsPerChild(2))) {
      study.optimize(isolated, Budget.trials(4));
    }
    assertThat(study.trials())
        .extracting(trial -> trial.value().orElseThrow())
        .containsExactly(1.0, 2.0, 1.0, 2.0);
    List<Long> pids =
        study.trials().stream().map(trial -> (Long) trial.userAttributes().get("pid")).toList();
    assertThat(pids.stream().distinct()).hasSize(2).doesNotContain(ProcessHandle.current().pid());
    for (long pid : pids) {
      await(() -> !isAlive(pid));
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void endsATrialThatTakesTooLongAndTellsWhereItWas() {
    Study study = Study.create().seed(1).create();
    try (var isolated =
        IsolatedObjective.of(Fragile.Endless.class, ISOLATION.timeLimit(Duration.ofMillis(500)))) {
      study.optimize(isolated, Budget.trials(1));
    }
    assertThat(study.trials().get(0).reason().orElseThrow())
        .startsWith(
            "TimeoutException: the trial took longer than PT0.5S, and its child process was ended"
                + " at ")
        .contains("Fragile$Endless.spin(Fragile.java:")
        .endsWith("; its last words: spinning");
  }

  @Test
  void listensToWhatIsSaidAndNotToWhatIsPrinted() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Study study = Study.create().seed(1).create();
    try (var isolated = IsolatedObjective.of(Fragile.Noisy.class, ISOLATION.output(lines::add))) {
      study.optimize(isolated, Budget.trials(3));
    }
    assertThat(study.trials())
        .allMatch(trial -> trial.value().orElseThrow() == trial.params().getDouble("x"));
    assertThat(lines)
        .contains("line of trial 0", "line of trial 1", "line of trial 2")
        .allMatch(line -> line.length() <= 8192);
  }

  @Test
  void interruptedStudyEndsItsChildAndLosesTheTrial() {
    Study study =
        Study.create()
            .seed(1)
            .listener(
                new StudyListener() {
                  @Override
                  public void trialStarted(Study begun, Trial trial) {
                    Thread stopper = new Thread(begun::interrupt);
                    stopper.setDaemon(true);
                    stopper.start();
                  }
                })
            .create();
    try (var isolated = IsolatedObjective.of(Fragile.Patient.class, ISOLATION)) {
      study.optimize(isolated, Budget.trials(1));
    }
    assertThat(study.trials().get(0).reason()).contains("the run was interrupted");
  }

  @Test
  void interruptedThreadEndsAnObjectiveThatDoesNotListen()
      throws IOException, InterruptedException {
    Path file = folder.resolve("pid");
    Study study = Study.create().seed(1).create();
    Isolation telling = ISOLATION.jvmOptions("-XX:+UseSerialGC", "-Dpid.file=" + file);
    try (var isolated = IsolatedObjective.of(Fragile.Endless.class, telling)) {
      Thread run = new Thread(() -> study.optimize(isolated, Budget.trials(1)));
      run.start();
      await(() -> Files.exists(file) && file.toFile().length() > 0);
      run.interrupt();
      run.join();
    }
    assertThat(study.trials().get(0).reason()).contains("the run was interrupted");
    assertThat(isAlive(Long.parseLong(Files.readString(file)))).isFalse();
  }

  /** Runs a study until it is killed. */
  public static final class Parent {

    private Parent() {}

    /** Isolates an objective that never ends. */
    public static void main(String[] arguments) {
      Isolation telling = ISOLATION.jvmOptions("-XX:+UseSerialGC", "-Dpid.file=" + arguments[0]);
      try (var isolated = IsolatedObjective.of(Fragile.Endless.class, telling)) {
        Study.create().create().optimize(isolated, Budget.trials(1));
      }
    }
  }

  @Test
  void childrenOfAKilledParentEnd() throws IOException, InterruptedException {
    Path file = folder.resolve("pid");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    await(() -> Files.exists(file) && file.toFile().length() > 0);
    long child = Long.parseLong(Files.readString(file));
    assertThat(isAlive(child)).isTrue();
    parent.destroyForcibly().waitFor();
    await(() -> !isAlive(child));
  }

  @Test
  void evaluatesSeveralValuesOfASuppliedObjective() {
    Study study = Study.create().minimize("a").minimize("b").seed(1).create();
    try (var isolated = IsolatedMultiObjective.of(Fragile.Factory.class, ISOLATION)) {
      study.optimizeMultiple(isolated, Budget.trials(3));
    }
    assertThat(study.trials())
        .hasSize(3)
        .allSatisfy(
            trial -> {
              double x = trial.params().getDouble("x");
              assertThat(trial.values()).containsExactly(3 * x, 1 - x);
            });
  }

  @Test
  void retriesTheTrialOfADeadChild() {
    Study study =
        Study.create()
            .retry(RetryPolicy.standard().failures(1).causedBy(List.of(ChildDiedException.class)))
            .seed(1)
            .create();
    IsolatedObjective isolated = IsolatedObjective.of(Fragile.Doomed.class, ISOLATION);
    try (isolated) {
      study.optimize(isolated, Budget.trials(1));
    }
    assertThat(study.trials()).hasSize(2);
    assertThat(study.trials().get(1).index()).isZero();
    assertThatExceptionOfType(RunAbortedException.class)
        .isThrownBy(() -> study.optimize(isolated, Budget.trials(9)))
        .withMessageContaining("was closed");
  }

  @Test
  void refusesWhatNoChildCouldMake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IsolatedObjective.of(Fragile.Hidden.class))
        .withMessageContaining("Hidden has no public constructor without arguments");
    Objective lambda = trial -> 0;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IsolatedObjective.of(lambda.getClass()))
        .withMessageContaining("has no public constructor without arguments");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IsolatedObjective.of(String.class))
        .withMessageContaining("java.lang.String is no Objective and no Supplier of one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IsolatedMultiObjective.of(Fragile.Doomed.class))
        .withMessageContaining("is no MultiObjective");
  }

  @Test
  void refusesWhatCannotStart() {
    Isolation standard = Isolation.standard();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standard.java(folder.resolve("java")))
        .withMessageContaining("is no program that can be executed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standard.jvmOptions("Xmx64m"))
        .withMessageContaining("does not begin with");
    assertThatIllegalArgumentException().isThrownBy(() -> standard.children(0));
    assertThatIllegalArgumentException().isThrownBy(() -> standard.trialsPerChild(0));
    assertThatIllegalArgumentException().isThrownBy(() -> standard.timeLimit(Duration.ZERO));
    assertThatExceptionOfType(AfinaException.class)
        .isThrownBy(
            () -> IsolatedObjective.of(Fragile.Doomed.class, ISOLATION.jvmOptions("-Xmx1q")))
        .withMessageMatching(
            "the child process could not start; it ended with 1; its last words: .*-Xmx1q.*");
    assertThatExceptionOfType(AfinaException.class)
        .isThrownBy(() -> IsolatedObjective.of(Fragile.Unmakeable.class, ISOLATION))
        .withMessage(
            "a child process could not make the objective: java.lang.IllegalStateException:"
                + " houses.csv is missing");
    assertThatExceptionOfType(AfinaException.class)
        .isThrownBy(() -> IsolatedObjective.of(Fragile.WrongFactory.class, ISOLATION))
        .withMessageEndingWith("supplied a java.lang.String, expected an instance of Objective");
  }
}
