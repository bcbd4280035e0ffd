package dev.afina.core.storage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study as it stands in a storage, without its trials.
 *
 * @param id the storage's key
 * @param name unique in the storage, at most 512 characters
 * @param directions one an objective
 * @param userAttributes what people keep beside it
 * @param systemAttributes what Afina or Optuna keeps for itself
 */
public record StudyRecord(
    long id,
    String name,
    List<Direction> directions,
    Map<String, @Nullable Object> userAttributes,
    Map<String, @Nullable Object> systemAttributes) {

  /** Copies the collections. */
  public StudyRecord {
    directions = List.copyOf(directions);
    userAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(userAttributes));
    systemAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(systemAttributes));
  }
}
