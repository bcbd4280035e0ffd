package dev.afina.neural.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from.
 *
 * @param study the name of the study
 * @param trial the number of the trial
 * @param seed what its network was built with
 * @param params the trial's parameters
 * @param metrics what was measured, by name
 * @param data fingerprint of the rows it was trained and compared on
 */
public record Lineage(
    String study,
    int trial,
    long seed,
    Map<String, @Nullable Object> params,
    Map<String, Double> metrics,
    String data) {

  /** Copies the maps. */
  public Lineage {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
