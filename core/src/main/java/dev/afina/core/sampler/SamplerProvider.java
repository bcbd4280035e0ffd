package dev.afina.core.sampler;

import java.util.List;
import java.util.Map;

/**
 * Makes samplers of one kind, chosen by name.
 *
 * <p>A jar offers one by listing its class, which has a public constructor without arguments, in
 * {@code META-INF/services/dev.afina.core.sampler.SamplerProvider}.
 */
public interface SamplerProvider {

  /** The name that the samplers are chosen by, such as {@code my-sampler}. */
  String name();

  /** What the samplers do, in one line for people. */
  String description();

  /** The names of the options that {@link #create} understands; none by default. */
  default List<String> options() {
    return List.of();
  }

  /**
   * A new sampler.
   *
   * @param options by name, none but {@link #options}; those left out have their defaults
   * @throws IllegalArgumentException if an option has a value that it cannot have
   */
  Sampler create(Map<String, String> options);
}
