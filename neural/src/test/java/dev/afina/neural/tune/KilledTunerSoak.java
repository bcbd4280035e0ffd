package dev.afina.neural.tune;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs of Hyperband that are killed ten times each. For some minutes; run by {@code neural/soak}.
 */
class KilledTunerSoak {

  private static final int EPOCHS = 27;
  private static final int KILLS = 10;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void completesItsPlanToTheSameBitsAndRepeatsOnlyUnsavedEpochs(long seed, @TempDir Path folder)
      throws Exception {
    new KilledTuner(folder, EPOCHS).survives(KILLS, seed);
  }
}
