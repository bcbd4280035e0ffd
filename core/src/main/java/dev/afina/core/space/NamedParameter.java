package dev.afina.core.space;

import java.util.function.Supplier;

/** Puts a parameter's name into the message of what is wrong with its distribution. */
final class NamedParameter {

  private NamedParameter() {}

  static <D extends Distribution> D check(String name, Supplier<D> distribution) {
    try {
      return distribution.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter \"%s\": %s".formatted(name, e.getMessage()), e);
    }
  }
}
