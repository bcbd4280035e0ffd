package dev.afina.neural.internal;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Conv1D;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.DepthwiseConv2D;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Recurrent;
import dev.afina.neural.layer.SeparableConv2D;
import java.util.List;

/*
 * What convolutions make of a batch is far larger than the batch, and all of it is read again on
 * the way back. In parts that fit into the processor's cache a batch is trained on in less time and
 * in less memory; the gradients of the parts add up to the batch's.
 *
 * Every part goes through all weights. So networks stay whole where the weights outweigh what the
 * convolutions make, and where every part would cost many small steps (recurrent layers).
 */

/** How many rows of a batch go through a network at once in training. */
final class BatchParts {

  /**
   * Bound of the largest output of a convolution for a part. Of the sizes tried, from 0.7 to 11 MB,
   * 2.8 trained a network of two convolutions fastest, on an EPYC with 1 MB of cache a core and 32
   * MB for all.
   */
  private static final long BYTES = 3_000_000;

  /**
   * The same for a {@link BlockedRun}. 11 MB, the largest tried, was the fastest where other
   * programs used the cache too; else sizes from 2.8 MB on were within 4 % of each other.
   */
  private static final long BLOCKED_BYTES = 12_000_000;

  /** A part of fewer rows would cost more in calls than it gains. */
  private static final int LEAST_ROWS = 16;

  private final int most;

  private BatchParts(int most) {
    this.most = most;
  }

  /**
   * For a network that lies on the processor.
   *
   * @param blocked whether it has a {@link BlockedRun}
   */
  static BatchParts of(Architecture architecture, boolean blocked) {
    long weights = Float.BYTES * (architecture.weightCount(true) + architecture.weightCount(false));
    boolean whole =
        weights > BYTES
            || architecture.places().stream()
                .anyMatch(place -> place.layer().plain() instanceof Recurrent);
    return whole
        ? new BatchParts(Integer.MAX_VALUE)
        : of(architecture.places(), blocked ? BLOCKED_BYTES : BYTES);
  }

  /** For some places of a network, with a bound of the largest output of a convolution. */
  static BatchParts of(List<Architecture.Place> places, long bytes) {
    long widest =
        places.stream()
            .filter(place -> isConvolution(place.layer().plain()))
            .mapToLong(place -> (long) Float.BYTES * place.output().count())
            .max()
            .orElse(0);
    return new BatchParts(
        widest == 0 ? Integer.MAX_VALUE : (int) Math.max(LEAST_ROWS, bytes / widest));
  }

  private static boolean isConvolution(Layer layer) {
    return layer instanceof Conv2D
        || layer instanceof Conv1D
        || layer instanceof DepthwiseConv2D
        || layer instanceof SeparableConv2D;
  }

  /** Rows a part, for parts of the same size but the last, which may be smaller. */
  int rows(int batch) {
    int parts = (int) (((long) batch + most - 1) / most);
    return (batch + parts - 1) / parts;
  }
}
