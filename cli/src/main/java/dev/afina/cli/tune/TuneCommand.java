package dev.afina.cli.tune;

import dev.afina.cli.shell.StorageOption;
import dev.afina.cli.shell.Terminal;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.neural.tune.NetworkSpace;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afina tune}. */
@Command(
    name = "tune",
    description = {
      "Tunes a neural network on a table or on images, end to end.",
      "Leaves the best network, trials.csv and report.html in a folder, and the study in a storage"
          + " that Optuna opens too. Interrupted, it goes on when the command is repeated."
    })
public final class TuneCommand implements Callable<Integer> {

  @Mixin private final DataOptions data = new DataOptions();
  @Mixin private final TuneOptions options = new TuneOptions();
  @Mixin private final StorageOption storage = new StorageOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For picocli. */
  public TuneCommand() {}

  @Override
  public Integer call() {
    options.check();
    NetworkSpace space = data.space();
    if (options.space != null) {
      space = SpaceFile.read(options.space, space);
    }
    Sampler sampler = Choices.sampler(options.sampler, space);
    Source source = data.read();
    source.check();
    Pruner pruner = Choices.pruner(options.pruner(), options.epochs(source));
    options.checkPruner(pruner);
    TuneMetric metric = TuneMetric.of(options.metric, source.classes().size());
    String name = options.study == null ? data.studyName() : options.study;
    Path out = options.out == null ? Path.of("runs", folderName(name)) : options.out;
    OutputFolder folder = new OutputFolder(out);
    folder.check(name);
    StudyBuilder builder =
        Study.named(name)
            .objective(metric.objective(), metric.direction())
            .sampler(sampler)
            .pruner(pruner)
            .checkpoints(folder.checkpoints());
    if (options.deterministic != null) {
      builder.deterministic(options.deterministic);
    }
    Board board = options.tensorboard == null ? null : new Board(options.tensorboard);
    if (board != null) {
      board.check(name);
    }
    Console console =
        new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), Terminal.detect());
    console.describe(source, name, options.study == null);
    try (Storage place = storage.open()) {
      TuneStudy study = TuneStudy.open(place, builder, name, source, metric, space, options);
      return new TuneRun(study, source, metric, space, options, folder, board, console, storage)
          .run();
    }
  }

  /** A study's name may hold what a folder's may not. */
  private static String folderName(String study) {
    String safe = study.replaceAll("[^\\p{L}\\p{N}._ -]", "_");
    return safe.matches("\\.*") ? "_" : safe;
  }
}
