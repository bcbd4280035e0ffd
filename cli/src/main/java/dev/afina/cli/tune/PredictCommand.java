package dev.afina.cli.tune;

import dev.afina.cli.shell.ExitCode;
import dev.afina.data.DataException;
import dev.afina.data.Dataset;
import dev.afina.data.image.IdxReader;
import dev.afina.data.table.CsvReader;
import dev.afina.data.table.RawTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afina predict}. */
@Command(
    name = "predict",
    description = {
      "Predicts with a tuned network: a CSV with a row for each of the data's.",
      "Columns may come in any order; where the data have the target too, the score is told."
    })
public final class PredictCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The folder \"model\" that tune left. Required.")
  private Path folder = Path.of("model");

  @Option(names = "--data", paramLabel = "FILE", description = "A table with the same columns.")
  private @Nullable Path data;

  @Option(names = "--images", paramLabel = "FILE", description = "Images in an IDX file.")
  private @Nullable Path images;

  @Mixin private final PredictOutput output = new PredictOutput();
  @Mixin private final TableFormatOptions format = new TableFormatOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For picocli. */
  public PredictCommand() {}

  @Override
  public Integer call() {
    output.check();
    try (ModelFolder model = ModelFolder.open(folder)) {
      if (model.inputs() instanceof ModelInputs.OfTable table) {
        predictTable(model, table);
      } else {
        predictImages(model, (ModelInputs.OfImages) model.inputs());
      }
    }
    return ExitCode.DONE;
  }

  private void predictTable(ModelFolder model, ModelInputs.OfTable table) {
    if (data == null || images != null) {
      throw new IllegalArgumentException(
          "the model in %s was trained on a table; give --data FILE".formatted(folder));
    }
    RawTable raw = CsvReader.read(data, format.format());
    float[] features = table.preprocessor().features(raw);
    table
        .preprocessor()
        .unseenCategories(raw)
        .forEach(
            (column, values) ->
                note(
                    "column \"%s\" has values the network was not trained on (%s); they count as other"
                        .formatted(column, String.join(", ", values.stream().limit(5).toList()))));
    output.write(Predicted.of(model.model().predict(features), table), spec);
    if (table.preprocessor().hasTarget(raw)) {
      score(model, table, raw);
    }
  }

  private void score(ModelFolder model, ModelInputs.OfTable table, RawTable raw) {
    try {
      Dataset labelled = table.preprocessor().transform(raw);
      TestScore.of(model.model(), labelled, table)
          .scores()
          .forEach(
              (name, value) ->
                  note("%s %s".formatted(name.substring("test_".length()), Outcome.number(value))));
    } catch (DataException e) {
      note("no score: " + e.getMessage());
    }
  }

  private void predictImages(ModelFolder model, ModelInputs.OfImages inputs) {
    if (images == null || data != null) {
      throw new IllegalArgumentException(
          "the model in %s was trained on images; give --images FILE".formatted(folder));
    }
    Dataset read = IdxReader.readImages(images);
    if (!Arrays.stream(read.featureShape()).boxed().toList().equals(inputs.shape())) {
      throw new DataException(
          "the images of %s have the size %s, expected %s as in training"
              .formatted(images, Arrays.toString(read.featureShape()), inputs.shape()));
    }
    output.write(Predicted.of(model.model().predict(read), inputs), spec);
  }

  private void note(String text) {
    spec.commandLine().getErr().println("afina: " + text);
    spec.commandLine().getErr().flush();
  }
}
