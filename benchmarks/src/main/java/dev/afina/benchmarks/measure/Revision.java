package dev.afina.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured.
 *
 * @param commit its full name, or {@code unknown} outside of a repository
 * @param changed whether files that are built from differ from it
 */
public record Revision(String commit, boolean changed) {

  /** The state of a checkout; results may change without making it another one. */
  public static Revision of(Path root) {
    String commit = git(root, "rev-parse", "HEAD");
    String status =
        git(
            root,
            "status",
            "--porcelain",
            "--untracked-files=no",
            "--",
            ".",
            ":!benchmarks/results");
    return new Revision(commit.isEmpty() ? "unknown" : commit, !status.isEmpty());
  }

  /** The commit, and whether there was more. */
  @Override
  public String toString() {
    return commit + (changed ? " with changes that are not committed" : "");
  }

  private static String git(Path root, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? output.strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("git cannot be run; it names the commit of the results", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while git ran", e);
    }
  }
}
