package dev.afina.storage;

/** What a commit waits for. */
public enum Synchronous {
  /**
   * For the operating system. Nothing is lost when the process dies, however it dies; when the
   * machine loses power, the last commits may be missing, but the database is sound.
   */
  NORMAL,
  /** For the disk. Nothing is lost when the machine loses power; about ten times slower. */
  FULL
}
