package dev.afina.tensorboard;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One evaluation of a choice of hyperparameters, a row of the HPARAMS page.
 *
 * @param group sessions of the same group make one row, with the mean of their metrics
 * @param start when it began
 * @param hparams values by name: finite numbers, booleans, or anything else by its text; a
 *     parameter that does not apply is left out
 */
public record Session(String group, Instant start, Map<String, Object> hparams) {

  /** Copies the map, in its order. */
  public Session {
    hparams = Collections.unmodifiableMap(new LinkedHashMap<>(hparams));
  }

  ProtoMessage message() {
    ProtoMessage message = new ProtoMessage();
    hparams.forEach(
        (name, value) ->
            message.message(
                1, new ProtoMessage().memberText(1, name).message(2, HParam.value(value))));
    return new ProtoMessage()
        .message(3, message.text(4, group).number(5, EventFile.seconds(start)));
  }
}
