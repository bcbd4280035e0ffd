package dev.afina.core.isolation;

import static java.lang.System.Logger.Level.INFO;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the child processes of an {@linkplain IsolatedObjective isolated objective} are run.
 * Immutable.
 *
 * <p>A child runs the same Java with the class path, working folder, environment and default
 * character set of this process; other options of the JVM, heap size and system properties among
 * them, are those that are given here.
 */
public final class Isolation {

  private static final System.Logger LOG = System.getLogger("dev.afina.isolation");

  private static final Isolation STANDARD =
      new Isolation(
          Runtime.getRuntime().availableProcessors(),
          1,
          List.of(),
          Path.of(
              System.getProperty("java.home"),
              "bin",
              System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java"),
          null,
          line -> LOG.log(INFO, "{0}", line));

  private final int children;
  private final int trialsPerChild;
  private final List<String> jvmOptions;
  private final Path java;
  private final @Nullable Duration timeLimit;
  private final Consumer<String> output;

  private Isolation(
      int children,
      int trialsPerChild,
      List<String> jvmOptions,
      Path java,
      @Nullable Duration timeLimit,
      Consumer<String> output) {
    this.children = children;
    this.trialsPerChild = trialsPerChild;
    this.jvmOptions = jvmOptions;
    this.java = java;
    this.timeLimit = timeLimit;
    this.output = output;
  }

  /**
   * As many children at once as there are processors, each for one trial and without a time limit;
   * what they print is logged.
   */
  public static Isolation standard() {
    return STANDARD;
  }

  /**
   * How many children evaluate trials at once, at most; as many as there are processors by default.
   * A trial beyond that waits for one. One more child may stand ready for the next trial.
   *
   * @param count at least 1
   */
  public Isolation children(int count) {
    return new Isolation(
        checked("children", count), trialsPerChild, jvmOptions, java, timeLimit, output);
  }

  /**
   * After how many trials a child is replaced by a fresh one; 1 by default. More save the start of
   * a JVM, and let the objective keep what it has loaded and leaked.
   *
   * @param count at least 1; {@link Integer#MAX_VALUE} for never
   */
  public Isolation trialsPerChild(int count) {
    return new Isolation(
        children, checked("trials a child", count), jvmOptions, java, timeLimit, output);
  }

  /**
   * The options of the children's JVM, such as {@code -Xmx512m} or {@code -Ddata=houses.csv}; none
   * by default.
   */
  public Isolation jvmOptions(String... options) {
    for (String option : options) {
      if (!option.startsWith("-")) {
        throw new IllegalArgumentException(
            "JVM option \"%s\" does not begin with \"-\", expected one such as -Xmx512m"
                .formatted(option));
      }
    }
    return new Isolation(children, trialsPerChild, List.of(options), java, timeLimit, output);
  }

  /**
   * The {@code java} that runs the children; that of this process by default.
   *
   * @throws IllegalArgumentException if it is not there, or cannot be executed
   */
  public Isolation java(Path program) {
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw new IllegalArgumentException(
          "%s is no program that can be executed, expected the path of a java".formatted(program));
    }
    return new Isolation(children, trialsPerChild, jvmOptions, program, timeLimit, output);
  }

  /**
   * How long a trial may take; its child is ended then, and the trial fails with a {@link
   * java.util.concurrent.TimeoutException}. For ever by default.
   *
   * @param limit above 0; the start of the child and the objective's constructor do not count
   */
  public Isolation timeLimit(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "the time limit (%s) of a trial must be above 0".formatted(limit));
    }
    return new Isolation(children, trialsPerChild, jvmOptions, java, limit, output);
  }

  /**
   * Where the lines go that children write to their standard output and error; by default they are
   * logged.
   *
   * @param lines called by several threads at once when there are several children
   */
  public Isolation output(Consumer<String> lines) {
    return new Isolation(children, trialsPerChild, jvmOptions, java, timeLimit, lines);
  }

  private static int checked(String what, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of %s (%d) must be at least 1".formatted(what, count));
    }
    return count;
  }

  int children() {
    return children;
  }

  int trialsPerChild() {
    return trialsPerChild;
  }

  List<String> jvmOptions() {
    return jvmOptions;
  }

  Path java() {
    return java;
  }

  @Nullable Duration timeLimit() {
    return timeLimit;
  }

  Consumer<String> output() {
    return output;
  }
}
