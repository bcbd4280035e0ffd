package dev.afina.algorithms.tpe;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which parameters are sampled together, as the completed and pruned trials show. */
final class JointSpaces {

  private final boolean grouped;
  private List<SearchSpace> seen = List.of();
  private List<SearchSpace> blocks = List.of();

  /**
   * For either way.
   *
   * @param grouped whether all parameters are divided into blocks, each of which every trial has
   *     fully or not at all; otherwise there is one block, of those that every trial has, with the
   *     same distribution
   */
  JointSpaces(boolean grouped) {
    this.grouped = grouped;
  }

  /** The blocks, none of them empty, without parameters of a single point. */
  List<SearchSpace> of(TrialHistory history) {
    List<SearchSpace> spaces = spaces(history);
    if (!spaces.equals(seen)) {
      seen = spaces;
      blocks =
          (grouped ? divide(spaces) : List.of(intersect(spaces)))
              .stream().map(JointSpaces::withoutPoints).filter(space -> space.size() > 0).toList();
    }
    return blocks;
  }

  private static List<SearchSpace> spaces(TrialHistory history) {
    Set<SearchSpace> spaces = new LinkedHashSet<>();
    SearchSpace last = null;
    for (int row = 0; row < history.size(); row++) {
      TrialState state = history.state(row);
      if (state == TrialState.COMPLETE || state == TrialState.PRUNED) {
        SearchSpace space = history.space(row);
        if (!space.equals(last)) {
          spaces.add(space);
          last = space;
        }
      }
    }
    return new ArrayList<>(spaces);
  }

  private static SearchSpace intersect(List<SearchSpace> spaces) {
    SearchSpace.Builder common = SearchSpace.builder();
    SearchSpace first = spaces.isEmpty() ? SearchSpace.empty() : spaces.get(0);
    for (int i = 0; i < first.size(); i++) {
      String name = first.name(i);
      Distribution distribution = first.distribution(i);
      if (spaces.stream()
          .allMatch(s -> s.distribution(name).filter(distribution::equals).isPresent())) {
        common.add(name, distribution);
      }
    }
    return common.build();
  }

  /** Splits every block by every space, and adds what is new; the first distribution stays. */
  private static List<SearchSpace> divide(List<SearchSpace> spaces) {
    Map<String, Distribution> distributions = new LinkedHashMap<>();
    List<List<String>> blocks = new ArrayList<>();
    for (SearchSpace space : spaces) {
      Set<String> rest = new LinkedHashSet<>(space.names());
      List<List<String>> next = new ArrayList<>();
      for (List<String> block : blocks) {
        next.add(block.stream().filter(rest::contains).toList());
        next.add(block.stream().filter(name -> !rest.contains(name)).toList());
        rest.removeAll(new HashSet<>(block));
      }
      next.add(List.copyOf(rest));
      next.removeIf(List::isEmpty);
      blocks = next;
      for (int i = 0; i < space.size(); i++) {
        distributions.putIfAbsent(space.name(i), space.distribution(i));
      }
    }
    return blocks.stream()
        .map(names -> SearchSpace.of(names, names.stream().map(distributions::get).toList()))
        .toList();
  }

  private static SearchSpace withoutPoints(SearchSpace space) {
    SearchSpace.Builder free = SearchSpace.builder();
    for (int i = 0; i < space.size(); i++) {
      if (!space.distribution(i).isSinglePoint()) {
        free.add(space.name(i), space.distribution(i));
      }
    }
    return free.build();
  }
}
