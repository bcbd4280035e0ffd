package dev.afina.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * Lets several sides take turns: in every round each is measured once, and every second round goes
 * the other way around, so that no side always follows the same one.
 */
public final class Rounds {

  private final List<Participant> participants = new ArrayList<>();

  private record Participant(String name, DoubleSupplier turn, List<Double> figures) {}

  /**
   * Adds a side.
   *
   * @param turn does the work and tells the figure
   */
  public Rounds side(String name, DoubleSupplier turn) {
    if (participants.stream().anyMatch(participant -> participant.name().equals(name))) {
      throw new IllegalArgumentException("side \"%s\" was added twice".formatted(name));
    }
    participants.add(new Participant(name, turn, new ArrayList<>()));
    return this;
  }

  /**
   * Runs the rounds, telling every figure on standard error.
   *
   * @param warmUps rounds whose figures are thrown away, at least 0
   * @param rounds that count, at least 1
   */
  public List<Side> run(int warmUps, int rounds) {
    int count = participants.size();
    for (int round = -warmUps; round < rounds; round++) {
      System.err.print(round < 0 ? "warm-up" : "round %d of %d".formatted(round + 1, rounds));
      for (int i = 0; i < count; i++) {
        boolean backwards = Math.floorMod(round, 2) == 1;
        Participant next = participants.get(backwards ? count - 1 - i : i);
        double figure = next.turn().getAsDouble();
        System.err.printf(Locale.ROOT, "; %s %.4g", next.name(), figure);
        if (round >= 0) {
          next.figures().add(figure);
        }
      }
      System.err.println();
    }
    return participants.stream()
        .map(participant -> new Side(participant.name(), participant.figures()))
        .toList();
  }
}
