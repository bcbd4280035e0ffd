package dev.afina.core.study;

import dev.afina.core.AfinaException;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Prior;
import dev.afina.core.storage.StudyRecord;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a study's user believes about its parameters, by their names. */
final class Priors {

  private final Map<String, Prior> byName;
  private final Map<String, Distribution> checked = new HashMap<>();

  Priors(Map<String, Prior> byName) {
    this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /**
   * Those that are stored with a study.
   *
   * @throws AfinaException if they cannot be read
   */
  static Priors of(StudyRecord study) {
    Map<String, Prior> found = new LinkedHashMap<>();
    if (study.systemAttributes().get(StudyBuilder.PRIORS) instanceof Map<?, ?> stored) {
      stored.forEach(
          (name, prior) -> {
            try {
              found.put(String.valueOf(name), Prior.ofAttribute(prior));
            } catch (IllegalArgumentException e) {
              throw new AfinaException(
                  "the stored prior of parameter \"%s\" in study \"%s\" cannot be read: %s"
                      .formatted(name, study.name(), e.getMessage()),
                  e);
            }
          });
    }
    return new Priors(found);
  }

  Map<String, Prior> byName() {
    return byName;
  }

  /** What is stored. */
  Map<String, Object> toAttribute() {
    Map<String, Object> stored = new LinkedHashMap<>();
    byName.forEach((name, prior) -> stored.put(name, prior.toAttribute()));
    return stored;
  }

  /** Checks that the prior of a parameter, if there is one, can be said of it. */
  void check(String name, Distribution distribution) {
    Prior prior = byName.get(name);
    if (prior != null && !distribution.equals(checked.get(name))) {
      prior.check(name, distribution);
      checked.put(name, distribution);
    }
  }

  @Override
  public String toString() {
    return byName.toString();
  }
}
