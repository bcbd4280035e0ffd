package dev.afina.testkit;

import static dev.afina.testkit.TrialSamples.complete;
import static dev.afina.testkit.TrialSamples.everyKind;
import static dev.afina.testkit.TrialSamples.start;
import static dev.afina.testkit.TrialSamples.startWithin;
import static dev.afina.testkit.TrialSamples.trial;
import static dev.afina.testkit.TrialSamples.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a {@link Storage} must do that changes trials after their end. */
public interface StorageEditContract {

  /** A storage without any study; whoever makes it closes it after the test. */
  Storage storage();

  private static long study(Storage storage) {
    return storage.createStudy("edits", List.of(Direction.MINIMIZE), Map.of()).id();
  }

  private static FrozenTrial ended(Storage storage, long study, double value) {
    FrozenTrial trial = storage.startTrial(study, start()).orElseThrow();
    storage.report(trial.id(), 3, value, everyKind());
    return storage.finish(
        trial.id(),
        new TrialEnd(
            TrialState.COMPLETE,
            List.of(value),
            everyKind(),
            Map.of("note", "first"),
            Map.of(FrozenTrial.REASON, "why"),
            Map.of("memory", -1.0)));
  }

  private static List<FrozenTrial> all(Storage storage, long study) {
    return storage.trials(study, -1, List.of());
  }

  @Test
  default void discardsATrialAndRestoresItAsItWas() {
    Storage storage = storage();
    long study = study(storage);
    ended(storage, study, 0.5);
    FrozenTrial best = ended(storage, study, Double.NEGATIVE_INFINITY);

    FrozenTrial discarded = storage.edit(best.id(), TrialEdit.discard("wrong data"));

    assertThat(discarded).isEqualTo(best.discarded("wrong data"));
    assertThat(discarded.isDiscarded()).isTrue();
    assertThat(discarded.state()).isEqualTo(TrialState.FAIL);
    assertThat(discarded.values()).isEmpty();
    assertThat(discarded.reason()).contains("discarded: wrong data");
    assertThat(discarded.number()).isEqualTo(best.number());
    assertThat(discarded.params()).isEqualTo(best.params());
    assertThat(all(storage, study).get(1)).isEqualTo(discarded);
    assertThat(storage.edit(best.id(), TrialEdit.discard("again"))).isEqualTo(discarded);

    assertThat(storage.edit(best.id(), TrialEdit.restore())).isEqualTo(best);
    assertThat(storage.edit(best.id(), TrialEdit.restore())).isEqualTo(best);
    assertThat(all(storage, study).get(1)).isEqualTo(best);
  }

  @Test
  default void restoresAPrunedTrialWithoutAValue() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial pruned = storage.addTrial(study, trial(TrialState.PRUNED, Instant.EPOCH, Map.of()));
    storage.edit(pruned.id(), TrialEdit.discard("by mistake"));
    assertThat(storage.edit(pruned.id(), TrialEdit.restore())).isEqualTo(pruned);
  }

  @Test
  default void countsDiscardedTrialsToNoLimit() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial first = ended(storage, study, 1);
    ended(storage, study, 2);
    assertThat(storage.startTrial(study, startWithin(2))).isEmpty();
    storage.edit(first.id(), TrialEdit.discard("wrong data"));
    FrozenTrial third = storage.startTrial(study, startWithin(2)).orElseThrow();
    assertThat(third.number()).isEqualTo(2);
    assertThat(third.index()).isEqualTo(2);
    storage.edit(first.id(), TrialEdit.restore());
    assertThat(storage.startTrial(study, startWithin(3))).isEmpty();
  }

  @Test
  default void editsUserAttributesOfTrialsInEveryState() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial ended = ended(storage, study, 1);
    FrozenTrial waiting = storage.addTrial(study, waiting(Map.of("x", 0.5)));
    for (FrozenTrial trial : List.of(ended, waiting)) {
      FrozenTrial edited =
          storage.edit(trial.id(), TrialEdit.attributes(Map.of("note", "second", "seen", true)));
      assertThat(edited.userAttributes()).isEqualTo(Map.of("note", "second", "seen", true));
      assertThat(edited.toBuilder().userAttributes(trial.userAttributes()).build())
          .isEqualTo(trial);
    }
    storage.edit(ended.id(), TrialEdit.discard("wrong"));
    storage.edit(ended.id(), TrialEdit.attributes(Map.of("seen", 2L)));
    assertThat(all(storage, study).get(0).isDiscarded()).isTrue();
    assertThat(all(storage, study).get(0).userAttributes())
        .isEqualTo(Map.of("note", "second", "seen", 2L));
    assertThat(storage.startTrial(study, start()).orElseThrow().userAttributes())
        .containsEntry("note", "second");
  }

  @Test
  default void tellsWhichTrialsWereEdited() {
    Storage storage = storage();
    long study = study(storage);
    long a = ended(storage, study, 1).id();
    long b = ended(storage, study, 2).id();
    assertThat(storage.edits(study, 0)).isEmpty();
    storage.edit(a, TrialEdit.discard("wrong"));
    long first = storage.edits(study, 0).lastKey();
    storage.edit(b, TrialEdit.attributes(Map.of("x", 1L)));
    assertThat(storage.edits(study, first)).hasSize(1).containsValue(b);
    storage.edit(a, TrialEdit.restore());
    assertThat(storage.edits(study, first).values()).containsExactly(b, a);
    assertThat(storage.edits(study, storage.edits(study, 0).lastKey())).isEmpty();
  }

  @Test
  default void discardsNoTrialThatGoesOnOrCountsForNothing() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial running = storage.startTrial(study, start()).orElseThrow();
    FrozenTrial lost =
        storage.addTrial(
            study, trial(TrialState.FAIL, Instant.EPOCH, Map.of(FrozenTrial.LOST, true)));
    List<FrozenTrial> before = all(storage, study);
    assertThatThrownBy(() -> storage.edit(running.id(), TrialEdit.discard("no")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("trial 0", "RUNNING");
    assertThatThrownBy(() -> storage.edit(lost.id(), TrialEdit.discard("no")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("trial 1", "lost");
    assertThatThrownBy(() -> storage.edit(99, TrialEdit.restore()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("99");
    assertThat(all(storage, study)).isEqualTo(before);
    storage.finish(running.id(), complete(1));
  }

  @Test
  default void addsADiscardedTrialAsSuch() {
    Storage storage = storage();
    long study = study(storage);
    FrozenTrial given = ended(storage, study, 1).discarded("elsewhere");
    FrozenTrial added = storage.addTrial(study, given);
    assertThat(added.isDiscarded()).isTrue();
    assertThat(storage.startTrial(study, startWithin(1))).isEmpty();
    assertThat(storage.startTrial(study, startWithin(2))).isPresent();
    assertThat(storage.edit(added.id(), TrialEdit.restore()).values()).containsExactly(1.0);
  }
}
