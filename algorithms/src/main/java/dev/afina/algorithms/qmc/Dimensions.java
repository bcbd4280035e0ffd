package dev.afina.algorithms.qmc;

import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which coordinate a parameter takes: parameters are counted as they first appear, trial after
 * trial by index, and within a trial in the order it asked for them. Ranges of one point take none.
 *
 * <p>The order is read from the history whenever that has changed, O(trials).
 */
final class Dimensions {

  private @Nullable TrialHistory of;
  private long version;
  private int without;
  private Map<String, Integer> known = new LinkedHashMap<>();

  /** The coordinate of a parameter, from 0; the next free one for a parameter never seen. */
  int of(SamplingContext context, String name) {
    refresh(context.history(), context.index());
    Integer before = known.get(name);
    if (before != null) {
      return before;
    }
    Map<String, Integer> own = new LinkedHashMap<>(known);
    add(own, context.params().space());
    own.putIfAbsent(name, own.size());
    return own.get(name);
  }

  private void refresh(TrialHistory history, int index) {
    if (of == history && version == history.version() && without == index) {
      return;
    }
    of = history;
    version = history.version();
    without = index;
    known = new LinkedHashMap<>();
    Set<SearchSpace> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int row = 0; row < history.size(); row++) {
      TrialState state = history.state(row);
      boolean began = !history.isVacant(row) && state != TrialState.WAITING;
      if (row != index && began && seen.add(history.space(row))) {
        add(known, history.space(row));
      }
    }
  }

  private static void add(Map<String, Integer> dimensions, SearchSpace space) {
    for (int i = 0; i < space.size(); i++) {
      if (!space.distribution(i).isSinglePoint()) {
        dimensions.putIfAbsent(space.name(i), dimensions.size());
      }
    }
  }
}
