package dev.afina.neural.tune;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.Hint;
import java.util.List;

/**
 * A parameter that a hypermodel asks for.
 *
 * @param name as it is recorded
 * @param distribution as it was first asked for
 * @param hint what was said about it
 * @param conditions when it is asked for, as far as that is known; empty for always
 */
record Declared(String name, Distribution distribution, Hint hint, List<String> conditions) {

  Declared {
    conditions = List.copyOf(conditions);
  }
}
