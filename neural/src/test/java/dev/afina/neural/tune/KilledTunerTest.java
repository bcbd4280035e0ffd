package dev.afina.neural.tune;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that are set aside and continued while their tuner is killed. */
class KilledTunerTest {

  private static final int EPOCHS = 9;
  private static final int KILLS = 3;

  @Test
  void completesItsPlanToTheSameBitsAndRepeatsOnlyUnsavedEpochs(@TempDir Path folder)
      throws Exception {
    new KilledTuner(folder, EPOCHS).survives(KILLS, 1);
  }
}
