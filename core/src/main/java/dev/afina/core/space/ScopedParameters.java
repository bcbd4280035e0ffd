package dev.afina.core.space;

import org.jspecify.annotations.Nullable;

/** Other parameters, whose names begin with that of a scope. */
record ScopedParameters(HyperParameters base, String prefix) implements HyperParameters {

  @Override
  public @Nullable Object suggest(String name, Distribution distribution) {
    return base.suggest(prefix + name, distribution);
  }

  @Override
  public @Nullable Object suggest(String name, Distribution distribution, Hint hint) {
    return base.suggest(prefix + name, distribution, hint);
  }
}
