package dev.afina.neural;

import dev.afina.data.Dataset;

/**
 * Rows that need not fit into memory: a file, a database, a generator that makes row i from i.
 *
 * <p>Training reads contiguous blocks of a batch's size. For a shuffled epoch the blocks come in a
 * random order, as many at a time as {@link Fit#shuffleBuffer} allows, and their rows are mixed;
 * all of it follows from the model's seed and the epoch's number, so it is the same in every run.
 *
 * <p>Used by one thread at a time.
 */
public interface StreamedData {

  /** Number of rows, the same in every epoch. */
  long size();

  /** The shape of one sample, such as {@code [28, 28]}. */
  int[] featureShape();

  /**
   * Some rows behind each other; asked for again, they must be the same.
   *
   * @param first number of the first, from 0
   * @param rows how many, at least 1, all below {@link #size}
   * @return exactly these rows
   * @throws java.io.UncheckedIOException if they cannot be read
   */
  Dataset read(long first, int rows);

  /** A data set in memory as a stream. */
  static StreamedData of(Dataset data) {
    return new StreamedData() {
      @Override
      public long size() {
        return data.size();
      }

      @Override
      public int[] featureShape() {
        return data.featureShape();
      }

      @Override
      public Dataset read(long first, int rows) {
        int[] chosen = new int[rows];
        for (int i = 0; i < rows; i++) {
          chosen[i] = Math.toIntExact(first + i);
        }
        return data.select(chosen);
      }
    };
  }
}
