package dev.afina.cli.shell;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a sentence what is wrong with a command line, and what may have been meant. */
public final class Misuse {

  private Misuse() {}

  /** The sentence for what picocli found. */
  public static String explain(ParameterException failure) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    String help = "; see " + command + " --help";
    Throwable cause = failure.getCause();
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, command) + help;
    }
    if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
      return cause.getMessage() + help;
    }
    return lowerFirst(oneLine(failure)) + help;
  }

  private static String unmatched(UnmatchedArgumentException failure, String command) {
    List<String> words = failure.getUnmatched();
    String word = words.isEmpty() ? "" : words.get(0);
    boolean option = word.startsWith("-");
    boolean parent = !failure.getCommandLine().getSubcommands().isEmpty();
    String what = option ? "option" : parent ? "command" : "argument";
    CommandSpec spec = failure.getCommandLine().getCommandSpec();
    List<String> likely =
        Spelling.near(
            word.replaceFirst("=.*", ""),
            option ? spec.optionsMap().keySet() : spec.subcommands().keySet());
    String meant = likely.isEmpty() ? "" : "; maybe you meant " + String.join(" or ", likely);
    String where = parent && !option ? "" : " for " + command;
    return "unknown %s %s%s%s".formatted(what, word, where, meant);
  }

  private static String oneLine(ParameterException failure) {
    String message = failure.getMessage();
    return message == null ? "the command line is malformed" : message.replaceAll("\\s+", " ");
  }

  private static String lowerFirst(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
