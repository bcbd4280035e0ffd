package dev.afina.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private final List<String> order = new ArrayList<>();

  private Rounds rounds() {
    return new Rounds().side("a", () -> turn("a")).side("b", () -> turn("b"));
  }

  private double turn(String name) {
    order.add(name);
    return order.size();
  }

  @Test
  void everySecondRoundGoesTheOtherWayAround() {
    rounds().run(0, 3);
    assertThat(order).containsExactly("a", "b", "b", "a", "a", "b");
  }

  @Test
  void figuresOfWarmUpsAreThrownAway() {
    List<Side> sides = rounds().run(1, 2);
    assertThat(order).containsExactly("b", "a", "a", "b", "b", "a");
    assertThat(sides)
        .containsExactly(new Side("a", List.of(3.0, 6.0)), new Side("b", List.of(4.0, 5.0)));
  }

  @Test
  void rejectsASideOfTheSameName() {
    assertThatThrownBy(() -> rounds().side("a", () -> 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"a\"");
  }
}
