package dev.afina.neural.tune;

import dev.afina.core.RunAbortedException;
import dev.afina.core.storage.Direction;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import dev.afina.neural.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds the networks of the best trials, so that the best models are the ones that
 * were measured: of one trial, or of the best few.
 *
 * <p>A trial's network is written before the trial is told, so a kill in between loses nothing: the
 * study's best trial always has its network here. Networks of trials that have ended and were
 * overtaken are deleted; those of running ones, in whatever process, stay. Thread-safe.
 */
public final class BestModel implements StudyListener {

  private static final String PREFIX = "trial-";

  private final Path folder;
  private final Ranking ranking;
  private final int count;

  /** The first values of the best trials that have ended, the best first. */
  private final List<Double> best = new ArrayList<>();

  /**
   * In a folder of its own, made when the first network is kept.
   *
   * @param direction whether less or more is better
   */
  public BestModel(Path folder, Direction direction) {
    this(folder, List.of(direction), 1);
  }

  /**
   * The networks of the best few trials, in a folder of their own. Of several objectives those of
   * the trials that no other one dominates come first.
   *
   * @param directions whether less or more is better, one an objective
   * @param count how many trials at most, at least 1
   */
  public BestModel(Path folder, List<Direction> directions, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the networks of %d trials are to be kept, expected at least 1".formatted(count));
    }
    this.folder = folder;
    this.ranking = new Ranking(directions);
    this.count = count;
  }

  /** Learns what an earlier run of the study has reached. */
  public void resume(Study study) {
    study.trials().forEach(this::note);
    study.trials().forEach(Inheritance::discard);
    deleteOvertaken(study);
  }

  private synchronized void note(FrozenTrial ended) {
    if (ended.state() == TrialState.COMPLETE && ended.isFeasible()) {
      Direction direction = ranking.directions().get(0);
      best.add(ended.values().get(0));
      best.sort(Comparator.comparingDouble(value -> direction.sign() * value));
      if (best.size() > count) {
        best.remove(count);
      }
    }
  }

  /** Whether as many trials that have ended are better as there is room for. */
  private boolean isOvertaken(double[] values) {
    return values.length == 1
        && best.size() == count
        && ranking.directions().get(0).isBetter(best.get(count - 1), values[0]);
  }

  /**
   * Keeps a network if no trial that has ended was better. One that merely offered does not count:
   * it may yet be lost, and then the network refused for its sake would be missing.
   */
  void offer(Model model, Trial trial, double value) {
    offer(model::save, trial, value);
  }

  /** The same of what saves itself into a folder. */
  synchronized void offer(Consumer<Path> network, Trial trial, double... values) {
    if (isOvertaken(values)) {
      return;
    }
    Path place = place(trial.number());
    try {
      Files.createDirectories(folder);
      network.accept(place);
    } catch (IOException | UncheckedIOException e) {
      delete(place);
      throw new RunAbortedException(
          "could not save the network of trial %d into %s (%s); the study is sound: mend that, then repeat the command to go on"
              .formatted(trial.number(), folder, reason(e)),
          e);
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  @Override
  public void trialFinished(Study study, FrozenTrial trial) {
    note(trial);
    Inheritance.discard(trial);
    if (Files.isDirectory(place(trial.number()))) {
      deleteOvertaken(study);
    }
  }

  /** The network of a trial, if it is kept. */
  public Optional<Path> of(FrozenTrial trial) {
    return Optional.of(place(trial.number())).filter(Files::isDirectory);
  }

  private Path place(int number) {
    return folder.resolve(PREFIX + number);
  }

  /** Deletes the networks of trials that have ended and are not the best. */
  public synchronized void deleteOvertaken(Study study) {
    List<Path> kept = kept();
    if (kept.isEmpty()) {
      return;
    }
    // all from one reading: a trial that ends meanwhile must not be missed as the best
    List<FrozenTrial> ended =
        study.trials().stream().filter(trial -> trial.state().isFinished()).toList();
    Set<Integer> winners =
        ranking.best(ended, count).stream().map(FrozenTrial::number).collect(Collectors.toSet());
    Set<Integer> numbers = ended.stream().map(FrozenTrial::number).collect(Collectors.toSet());
    for (Path place : kept) {
      if (!winners.contains(number(place)) && numbers.contains(number(place))) {
        delete(place);
      }
    }
  }

  private List<Path> kept() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var children = Files.list(folder)) {
      return children.filter(child -> number(child) >= 0).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static int number(Path child) {
    String name = child.getFileName().toString();
    return name.matches(PREFIX + "\\d{1,9}")
        ? Integer.parseInt(name.substring(PREFIX.length()))
        : -1;
  }

  private static void delete(Path tree) {
    try {
      Files.walkFileTree(
          tree,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
                throws IOException {
              Files.delete(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      System.getLogger("dev.afina.neural")
          .log(System.Logger.Level.DEBUG, "could not delete {0}: {1}", tree, e.getMessage());
    }
  }
}
