package dev.afina.neural.callback;

import java.util.Map;

/**
 * Watches for dying rectifiers: logs {@code dead_units/LAYER} after every epoch, the share of a
 * ReLU layer's outputs that are 0 for every one of at most {@link Training#SAMPLE_ROWS} training
 * rows.
 */
public record DeadUnitMonitor() implements Callback {

  /** What the logged names begin with. */
  public static final String NAME = "dead_units";

  @Override
  public void epochEnd(Training training, Map<String, Double> values) {
    training.deadUnits().forEach((layer, share) -> training.log(NAME + "/" + layer, share));
  }
}
