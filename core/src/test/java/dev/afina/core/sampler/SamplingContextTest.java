package dev.afina.core.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.Params;
import dev.afina.core.trial.TrialTable;
import org.junit.jupiter.api.Test;

class SamplingContextTest {

  private static SamplingContext context(int index, long seed) {
    return new SamplingContext(new TrialTable(new double[] {1}), index, Params::empty, seed);
  }

  @Test
  void sharesRandomnessAmongTheTrialsOfAStudyOnly() {
    long shared = context(0, 1).sharedRandom("order").nextLong();
    assertThat(context(9, 1).sharedRandom("order").nextLong()).isEqualTo(shared);
    assertThat(context(0, 2).sharedRandom("order").nextLong()).isNotEqualTo(shared);
    assertThat(context(0, 1).sharedRandom("other").nextLong()).isNotEqualTo(shared);
    assertThat(context(0, 1).random("order").nextLong()).isNotEqualTo(shared);
  }
}
