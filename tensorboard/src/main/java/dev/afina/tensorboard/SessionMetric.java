package dev.afina.tensorboard;

/**
 * A metric, a column of the HPARAMS page. It shows the last scalar of a tag in each session.
 *
 * @param group where below the session's directory its run is, such as {@code validation}; empty
 *     for the session's directory itself
 * @param tag of the scalar, such as {@code epoch_loss}
 * @param displayName what the column is called; empty for group and tag
 * @param dataset what it was measured on
 */
public record SessionMetric(String group, String tag, String displayName, DatasetType dataset) {

  /** What a metric was measured on. */
  public enum DatasetType {
    /** Not told. */
    UNKNOWN(0),
    /** What weights are fitted to. */
    TRAINING(1),
    /** What sessions are compared on. */
    VALIDATION(2);

    /** {@code DatasetType} of {@code api.proto}. */
    private final int code;

    DatasetType(int code) {
      this.code = code;
    }
  }

  ProtoMessage message() {
    return new ProtoMessage()
        .message(1, new ProtoMessage().text(1, group).text(2, tag))
        .text(3, displayName)
        .integer(5, dataset.code);
  }
}
