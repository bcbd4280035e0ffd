package dev.afina.neural.callback;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Watches for gradients that vanish or explode: logs {@code gradient_norm}, the mean over an
 * epoch's watched batches of the whole gradient's Euclidean norm, and for every array of weights
 * {@code gradient_norm/NAME}. Clipped gradients are seen as they are after clipping. Immutable; may
 * be shared by trainings.
 *
 * @param every watches one batch of so many, at least 1: each costs a pass over the gradient
 */
public record GradientMonitor(int every) implements Callback {

  /** What the logged names begin with. */
  public static final String NAME = "gradient_norm";

  /** Checks the number. */
  public GradientMonitor {
    if (every < 1) {
      throw new IllegalArgumentException(
          "gradient monitor watches every %d batches, expected at least 1".formatted(every));
    }
  }

  /** Watches every batch. */
  public static GradientMonitor everyBatch() {
    return new GradientMonitor(1);
  }

  @Override
  public Callback forTraining() {
    return new Watcher();
  }

  private final class Watcher implements Callback {

    private final Map<String, Double> sums = new LinkedHashMap<>();
    private int watched;

    @Override
    public void epochBegin(Training training) {
      sums.clear();
      watched = 0;
    }

    @Override
    public void batchEnd(Training training, int batch, double loss) {
      if (batch % every != 0) {
        return;
      }
      double squares = 0;
      for (Map.Entry<String, Double> norm : training.gradientNorms().entrySet()) {
        sums.merge(NAME + "/" + norm.getKey(), norm.getValue(), Double::sum);
        squares += norm.getValue() * norm.getValue();
      }
      sums.merge(NAME, Math.sqrt(squares), Double::sum);
      watched++;
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      Double whole = sums.remove(NAME);
      if (whole != null) {
        training.log(NAME, whole / watched);
      }
      sums.forEach((name, sum) -> training.log(name, sum / watched));
    }
  }
}
