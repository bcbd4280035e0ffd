package dev.afina.neural.tune;

import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.callback.Callback;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the trials of a search train on. Immutable.
 *
 * @param train rows to learn from
 * @param validation rows that trials are compared on; null where the fit has its own
 * @param fit how, with the validation rows in it
 */
public record TuningData(Dataset train, @Nullable Dataset validation, Fit fit) {

  /** Of rows to learn from, and rows to compare on. */
  static TuningData of(Dataset train, @Nullable Dataset validation, Fit fit) {
    return new TuningData(train, validation, validation == null ? fit : fit.validation(validation));
  }

  /**
   * These data with something made of the rows of both parts.
   *
   * @param change keeps the number and order of rows
   */
  public TuningData map(UnaryOperator<Dataset> change) {
    return of(change.apply(train), validation == null ? null : change.apply(validation), fit);
  }

  /** These data with another fit, such as one of another length. */
  public TuningData with(Fit other) {
    return of(train, validation, other);
  }

  TuningData callbacks(Callback... more) {
    return new TuningData(train, validation, fit.callbacks(more));
  }

  TuningData resumable(Path file) {
    return new TuningData(train, validation, fit.resumable(file));
  }

  /** A few rows, for one epoch. */
  TuningData rehearsal(int rows) {
    Dataset few = validation == null ? null : validation.first(rows);
    return new TuningData(train.first(rows), few, fit.rehearsal(rows));
  }
}
