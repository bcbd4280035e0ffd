package dev.afina.core.space;

import org.jspecify.annotations.Nullable;

/** Other parameters, with the same hint for all that are asked for here. */
record HintedParameters(HyperParameters base, Hint hint) implements HyperParameters {

  @Override
  public @Nullable Object suggest(String name, Distribution distribution) {
    return suggest(name, distribution, Hint.NONE);
  }

  @Override
  public @Nullable Object suggest(String name, Distribution distribution, Hint more) {
    return base.suggest(name, distribution, more.or(hint));
  }
}
