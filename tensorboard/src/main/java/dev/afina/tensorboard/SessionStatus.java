package dev.afina.tensorboard;

/** How a session ended. The HPARAMS page takes a session that was never ended for unknown. */
public enum SessionStatus {
  /** Not told. */
  UNKNOWN(0),
  /** As it was meant to. */
  SUCCESS(1),
  /** With an error. */
  FAILURE(2);

  private final int code;

  SessionStatus(int code) {
    this.code = code;
  }

  /** {@code Status} of {@code api.proto}. */
  int code() {
    return code;
  }
}
