package dev.afina.cli.tune;

import dev.afina.data.TaskType;
import java.util.List;

/** Data as read, before they are split. */
sealed interface Source permits TableSource, ImageSource {

  /** What is learned. */
  TaskType task();

  /** The classes that are told apart; none if values are learned. */
  List<String> classes();

  /** What was found, in lines for a person. */
  List<String> summary();

  /** What a person should know before trusting the result. */
  List<String> warnings();

  /** SHA-256 of the data; a study that goes on must go on with the same. */
  String fingerprint();

  /** What is predicted, in a word. */
  String target();

  /**
   * Refuses data that cannot be split, whatever the seed.
   *
   * @throws dev.afina.data.DataException if a part would be empty
   */
  void check();

  /** Splits and prepares; the same seed gives the same parts. */
  Problem prepare(long seed);
}
