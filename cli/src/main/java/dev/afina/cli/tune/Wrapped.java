package dev.afina.cli.tune;

import java.util.ArrayList;
import java.util.List;

/** Words in lines of a terminal. */
final class Wrapped {

  private Wrapped() {}

  /**
   * Lines of words, a blank apart; a word longer than a line stays whole.
   *
   * @param first begins the first line
   * @param indent begins the others
   * @param width columns
   */
  static List<String> lines(String first, String indent, List<String> words, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : words) {
      if (!empty && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
