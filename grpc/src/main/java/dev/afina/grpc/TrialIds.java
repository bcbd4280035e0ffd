package dev.afina.grpc;

import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids of trials by their number, remembered: storages look trials up by id alone.
 *
 * <p>What is remembered is asked for again before it is told, since a study may have been deleted
 * and another made. Thread-safe.
 */
final class TrialIds {

  private static final int STUDIES = 100;

  private final Storage storage;
  private final Map<Long, List<Long>> known = new LinkedHashMap<>();

  TrialIds(Storage storage) {
    this.storage = storage;
  }

  /** The id of a study's trial; a NOT_FOUND if there is no such trial. */
  synchronized long find(long studyId, long number) {
    if (number >= 0) {
      Long id = remembered(studyId, number);
      if (id != null && isRight(studyId, number, id)) {
        return id;
      }
      known.remove(studyId);
      id = remembered(studyId, number);
      if (id != null) {
        return id;
      }
    }
    throw Status.NOT_FOUND
        .withDescription("study %d has no trial of number %d".formatted(studyId, number))
        .asRuntimeException();
  }

  private @Nullable Long remembered(long studyId, long number) {
    if (known.size() > STUDIES) {
      known.clear();
    }
    List<Long> ids = known.computeIfAbsent(studyId, key -> new ArrayList<>());
    if (number >= ids.size()) {
      long last = ids.isEmpty() ? -1 : ids.get(ids.size() - 1);
      storage.trials(studyId, last, List.of()).forEach(trial -> ids.add(trial.id()));
    }
    return number < ids.size() ? ids.get((int) number) : null;
  }

  private boolean isRight(long studyId, long number, long id) {
    List<FrozenTrial> found = storage.trials(studyId, Long.MAX_VALUE, List.of(id));
    return found.size() == 1 && found.get(0).number() == number;
  }
}
