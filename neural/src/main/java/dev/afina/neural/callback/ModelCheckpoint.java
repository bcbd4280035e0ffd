package dev.afina.neural.callback;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Saves the model after every epoch, or after every one that is the best so far. Immutable; may be
 * shared by trainings.
 *
 * @param folder takes the model; {@code {epoch}} in it stands for the number of epochs trained, so
 *     that every epoch gets a folder of its own
 * @param bestOnly whether only gains are saved, default false
 * @param monitor what is watched; null for {@code val_loss}, or {@code loss} without validation
 *     data
 */
public record ModelCheckpoint(Path folder, boolean bestOnly, @Nullable String monitor)
    implements Callback {

  private static final String EPOCH = "{epoch}";

  /** Saves after every epoch. */
  public static ModelCheckpoint to(Path folder) {
    return new ModelCheckpoint(folder, false, null);
  }

  /** This rule saving only epochs better than all before; {@code Model.load} then rolls back. */
  public ModelCheckpoint saveBestOnly() {
    return new ModelCheckpoint(folder, true, monitor);
  }

  /** This rule saving only gains of another value, such as {@code val_accuracy}. */
  public ModelCheckpoint monitor(String name) {
    return new ModelCheckpoint(folder, true, name);
  }

  @Override
  public Callback forTraining() {
    return new Saver();
  }

  private final class Saver implements Callback {

    private final Best best = new Best(monitor, 0);

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      if (!bestOnly || best.improvedBy(training, values)) {
        String number = String.valueOf(training.epoch() + 1);
        training.save(Path.of(folder.toString().replace(EPOCH, number)));
      }
    }

    @Override
    public CallbackState state() {
      return best.state();
    }

    @Override
    public void resume(CallbackState state) {
      best.resume(state);
    }
  }
}
