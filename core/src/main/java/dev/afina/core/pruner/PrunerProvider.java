package dev.afina.core.pruner;

import java.util.List;
import java.util.Map;

/**
 * Makes pruners of one kind, chosen by name.
 *
 * <p>A jar offers one by listing its class, which has a public constructor without arguments, in
 * {@code META-INF/services/dev.afina.core.pruner.PrunerProvider}.
 */
public interface PrunerProvider {

  /** The name that the pruners are chosen by, such as {@code my-pruner}. */
  String name();

  /** What the pruners do, in one line for people. */
  String description();

  /** The names of the options that {@link #create} understands; none by default. */
  default List<String> options() {
    return List.of();
  }

  /**
   * A new pruner.
   *
   * @param options by name, none but {@link #options}; those left out have their defaults
   * @throws IllegalArgumentException if an option has a value that it cannot have
   */
  Pruner create(Map<String, String> options);
}
