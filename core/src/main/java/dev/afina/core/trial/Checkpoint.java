package dev.afina.core.trial;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a trial saved so that it can be continued.
 *
 * @param step the last step that need not be done again
 * @param directory where it lies
 */
public record Checkpoint(int step, Path directory) {

  private static final String STEP = "step";
  private static final String PATH = "path";

  /** As the attribute {@link FrozenTrial#CHECKPOINT} keeps it. */
  public Map<String, @Nullable Object> toAttribute() {
    Map<String, @Nullable Object> attribute = new LinkedHashMap<>();
    attribute.put(STEP, (long) step);
    attribute.put(PATH, directory.toString());
    return attribute;
  }

  static Optional<Checkpoint> of(@Nullable Object attribute) {
    try {
      return attribute instanceof Map<?, ?> map
              && map.get(STEP) instanceof Number step
              && map.get(PATH) instanceof String path
          ? Optional.of(new Checkpoint(step.intValue(), Path.of(path)))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty(); // of another system's paths; the trial begins again
    }
  }
}
