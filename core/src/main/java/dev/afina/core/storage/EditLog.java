package dev.afina.core.storage;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which trials of a study were edited, and which are discarded. Not thread-safe. */
public final class EditLog {

  private final TreeMap<Long, Long> trials = new TreeMap<>();
  private final Map<Long, Long> lastOf = new HashMap<>();
  private final Set<Long> discarded = new HashSet<>();
  private long last;

  /** Without any edit. */
  public EditLog() {}

  /** Takes notice of an edit, after which a trial is discarded or not. */
  public void note(long trialId, boolean isDiscarded) {
    Long before = lastOf.put(trialId, ++last);
    if (before != null) {
      trials.remove(before);
    }
    trials.put(last, trialId);
    if (isDiscarded) {
      discarded.add(trialId);
    } else {
      discarded.remove(trialId);
    }
  }

  /** How many trials are discarded. */
  public int discarded() {
    return discarded.size();
  }

  /** As {@link Storage#edits}. */
  public SortedMap<Long, Long> after(long edit) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(trials.tailMap(edit, false)));
  }
}
