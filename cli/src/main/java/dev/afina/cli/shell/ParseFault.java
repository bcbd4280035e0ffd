package dev.afina.cli.shell;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;

/** What a parser of JSON or YAML found wrong, and where, in one line for a message. */
public final class ParseFault {

  private ParseFault() {}

  /** Such as {@code line 2, column 7: expected ',' or ']'}. */
  public static String of(JsonProcessingException e) {
    // YAML's parser quotes the text around the fault, indented, and names the fault itself last.
    List<String> problems =
        e.getOriginalMessage()
            .lines()
            .filter(line -> !line.isBlank() && line.charAt(0) != ' ')
            .toList();
    String problem =
        problems.isEmpty()
            ? e.getOriginalMessage().strip()
            : problems.get(problems.size() - 1).replaceAll(" \\(start marker at .*", "").strip();
    JsonLocation at = e.getLocation();
    return at == null
        ? problem
        : "line %d, column %d: %s".formatted(at.getLineNr(), at.getColumnNr(), problem);
  }
}
