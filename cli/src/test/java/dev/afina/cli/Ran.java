package dev.afina.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command line did, run in this process.
 *
 * @param code the exit code
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record Ran(int code, String out, String err) {

  /** Runs {@code afina} with these arguments. */
  public static Ran afina(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
    return new Ran(code, out.toString(), err.toString());
  }
}
