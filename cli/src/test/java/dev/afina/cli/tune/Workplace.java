package dev.afina.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.cli.Ran;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A folder with small data, and commands run on it.
 *
 * @param folder holds nothing but what a test put there
 */
record Workplace(Path folder) {

  /** Fast settings for a command that does not set them itself. */
  private static final List<String> SMALL =
      List.of("--trials", "2", "--epochs", "2", "--workers", "1", "--seed", "5");

  /** What a command that is to succeed has printed. */
  static Ran done(Ran ran) {
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran;
  }

  /** The states of trials as {@link #trials} reads them. */
  static List<String> states(List<JsonNode> trials) {
    return trials.stream().map(trial -> trial.get("state").textValue()).toList();
  }

  String url() {
    return "sqlite:///" + folder.resolve("studies.db");
  }

  Path out() {
    return folder.resolve("out");
  }

  /** A file of these lines. */
  Path write(String name, String... lines) {
    return write(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 80 rows: {@code width}, {@code height} with gaps, {@code colour}, and {@code kind} a or b. */
  Path kinds() {
    return write("kinds.csv", kindLines().toArray(String[]::new));
  }

  static List<String> kindLines() {
    List<String> lines = new ArrayList<>(List.of("width,height,colour,kind"));
    for (int i = 0; i < 80; i++) {
      double width = (i * 37 % 80) / 10.0;
      String height = i % 9 == 0 ? "" : String.format(Locale.ROOT, "%.2f", (i * 53 % 80) / 7.0);
      String colour = List.of("red", "green", "blue").get(i % 3);
      lines.add(
          String.format(
              Locale.ROOT, "%.1f,%s,%s,%s", width, height, colour, width < 4 ? "a" : "b"));
    }
    return lines;
  }

  /** 80 rows: {@code a}, {@code b}, and {@code price}, nearly linear in both. */
  Path prices() {
    List<String> lines = new ArrayList<>(List.of("a,b,price"));
    for (int i = 0; i < 80; i++) {
      double a = (i * 37 % 80) / 8.0;
      double b = (i * 53 % 80) / 8.0;
      lines.add(String.format(Locale.ROOT, "%.3f,%.3f,%.3f", a, b, 1000 + 20 * a - 7 * b));
    }
    return write("prices.csv", lines.toArray(String[]::new));
  }

  /** Images of 4 by 4 pixels in an IDX file, bright above or below by their label. */
  Path images(String name, int count) {
    return idx(
        name,
        new int[] {count, 4, 4},
        i -> {
          boolean above = i / 16 % 2 == 0;
          return above == (i % 16 < 8) ? 200 + i % 50 : i % 40;
        });
  }

  /** Labels 0 and 1 in turn. */
  Path labels(String name, int count) {
    return idx(name, new int[] {count}, i -> i % 2);
  }

  private Path idx(String name, int[] sizes, java.util.function.IntUnaryOperator pixel) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(bytes)) {
      data.writeInt(0x0800 | sizes.length);
      for (int size : sizes) {
        data.writeInt(size);
      }
      int total = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
      for (int i = 0; i < total; i++) {
        data.writeByte(pixel.applyAsInt(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return write(name, bytes.toByteArray());
  }

  /** Runs {@code tune} with these arguments, and small settings for what they leave open. */
  Ran tune(Object... given) {
    return Ran.afina(command(given).toArray(String[]::new));
  }

  private List<String> command(Object... given) {
    List<String> args = strings("tune", given);
    for (int i = 0; i < SMALL.size(); i += 2) {
      addUnlessGiven(args, SMALL.get(i), SMALL.get(i + 1));
    }
    addUnlessGiven(args, "--storage", url());
    addUnlessGiven(args, "--out", out().toString());
    return args;
  }

  /** Tunes on {@link #kinds}, under the name {@code kinds}. */
  Ran tuneKinds(Object... given) {
    return Ran.afina(tuneKindsCommand(given).toArray(String[]::new));
  }

  /** The arguments of {@link #tuneKinds}. */
  List<String> tuneKindsCommand(Object... given) {
    List<Object> args =
        new ArrayList<>(List.of("--data", kinds(), "--target", "kind", "--study", "kinds"));
    args.addAll(Arrays.asList(given));
    return command(args.toArray());
  }

  /** Runs {@code predict}. */
  Ran predict(Object... given) {
    return Ran.afina(strings("predict", given).toArray(String[]::new));
  }

  private static List<String> strings(String first, Object... rest) {
    List<String> strings = new ArrayList<>(List.of(first));
    for (Object argument : rest) {
      strings.add(argument.toString());
    }
    return strings;
  }

  private static void addUnlessGiven(List<String> args, String option, String value) {
    if (!args.contains(option)) {
      args.addAll(List.of(option, value));
    }
  }

  /** The trials of a study as {@code trials --format json} tells them. */
  List<JsonNode> trials(String study) {
    Ran ran = Ran.afina("trials", study, "--format", "json", "--storage", url());
    try {
      List<JsonNode> trials = new ArrayList<>();
      new ObjectMapper().readTree(ran.out()).forEach(trials::add);
      return trials;
    } catch (IOException e) {
      throw new UncheckedIOException(ran.err(), e);
    }
  }

  /** Trials without what the clock said. */
  static List<JsonNode> timeless(List<JsonNode> trials) {
    return trials.stream()
        .<JsonNode>map(
            trial ->
                ((ObjectNode) trial.deepCopy())
                    .without(List.of("datetime_start", "datetime_complete", "duration_seconds")))
        .toList();
  }

  /** Whether a file, or a folder, of {@link #files} is of a trial that is set aside. */
  static boolean isCheckpoint(String file) {
    return file.contains("checkpoints");
  }

  /** Everything in the folder, by relative path. */
  List<String> files() {
    try (var tree = Files.walk(folder)) {
      return tree.map(path -> folder.relativize(path).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
