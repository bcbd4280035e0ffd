package dev.afina.cli;

import dev.afina.cli.drive.AskCommand;
import dev.afina.cli.drive.CreateCommand;
import dev.afina.cli.drive.DeleteCommand;
import dev.afina.cli.drive.DiscardCommand;
import dev.afina.cli.drive.EnqueueCommand;
import dev.afina.cli.drive.NoteCommand;
import dev.afina.cli.drive.StorageCommand;
import dev.afina.cli.drive.TellCommand;
import dev.afina.cli.look.BestCommand;
import dev.afina.cli.look.ImportanceCommand;
import dev.afina.cli.look.PlotCommand;
import dev.afina.cli.look.ReportCommand;
import dev.afina.cli.look.ShowCommand;
import dev.afina.cli.look.StudiesCommand;
import dev.afina.cli.look.TrialsCommand;
import dev.afina.cli.serve.ServeCommand;
import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.Failures;
import dev.afina.cli.shell.Logging;
import dev.afina.cli.shell.Misuse;
import dev.afina.cli.shell.Terminal;
import dev.afina.cli.shell.Version;
import dev.afina.cli.tune.PredictCommand;
import dev.afina.cli.tune.TuneCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code afina} command. */
@Command(
    name = "afina",
    description = "Tunes hyperparameters, of neural networks first.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.DONE + ":done",
      ExitCode.FAILED + ":the work failed",
      ExitCode.WRONG_REQUEST + ":the request was wrong; the message says how to mend it",
      ExitCode.INTERRUPTED + ":interrupted; the same command continues the study"
    },
    subcommands = {
      TuneCommand.class,
      PredictCommand.class,
      StudiesCommand.class,
      ShowCommand.class,
      TrialsCommand.class,
      BestCommand.class,
      ImportanceCommand.class,
      PlotCommand.class,
      ReportCommand.class,
      CreateCommand.class,
      AskCommand.class,
      TellCommand.class,
      EnqueueCommand.class,
      DiscardCommand.class,
      NoteCommand.class,
      DeleteCommand.class,
      StorageCommand.class,
      ServeCommand.class,
      HelpCommand.class
    })
public final class Main implements Callable<Integer> {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description =
          "Log what is done, and show stack traces; so does a non-empty AFINA_DEBUG in the"
              + " environment.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private Main() {
    verbose = !System.getenv().getOrDefault("AFINA_DEBUG", "").isEmpty();
  }

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    int code =
        run(
            args,
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    System.exit(code);
  }

  /**
   * Runs a command line.
   *
   * @param out takes results
   * @param err takes everything else
   * @return the exit code
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    Main main = new Main();
    try {
      return main.commandLine(out, err).execute(args);
    } catch (Throwable failure) { // errors such as OutOfMemoryError, which picocli lets pass
      return new Failures(err, main.verbose).tell(failure);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private CommandLine commandLine(PrintWriter out, PrintWriter err) {
    Terminal terminal = Terminal.detect();
    return new CommandLine(this)
        .setOut(out)
        .setErr(err)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.colorsOut() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Math.min(terminal.width(), 100))
        .setAbbreviatedOptionsAllowed(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(this::execute)
        .setParameterExceptionHandler((failure, given) -> misread(failure))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> new Failures(command.getErr(), verbose).tell(failure));
  }

  private int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    Logging.start(spec.commandLine().getErr(), verbose);
    return new RunLast().execute(parsed);
  }

  /** Of a command line without a command. */
  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    command.usage(command.getErr());
    command.getErr().println();
    command.getErr().println("afina: a command is missing; choose one of those above");
    return ExitCode.WRONG_REQUEST;
  }

  private static int misread(ParameterException failure) {
    PrintWriter err = failure.getCommandLine().getErr();
    err.println("afina: " + Misuse.explain(failure));
    err.flush();
    return ExitCode.WRONG_REQUEST;
  }

  /** Whatever the locale: other programs read the output too. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
