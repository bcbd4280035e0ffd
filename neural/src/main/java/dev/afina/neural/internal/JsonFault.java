package dev.afina.neural.internal;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What a parser of JSON found wrong, in one line for a message. */
public final class JsonFault {

  private JsonFault() {}

  /** Without where the parser read from, which it does not know, and without further lines. */
  public static String of(JsonProcessingException e) {
    return e.getOriginalMessage().replaceAll("(?s) \\(start marker at .*|\\R.*", "");
  }
}
