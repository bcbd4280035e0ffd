package dev.afina.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The studies of the trials that were started here last. Thread-safe. */
final class StudyOfTrial {

  /** More than one process runs at once. */
  private static final int MOST = 10_000;

  private final Map<Long, Long> studies =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > MOST;
        }
      };

  synchronized @Nullable Long get(long trialId) {
    return studies.get(trialId);
  }

  synchronized void put(long trialId, long studyId) {
    studies.put(trialId, studyId);
  }

  synchronized void remove(long trialId) {
    studies.remove(trialId);
  }
}
