package dev.afina.storage;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The search spaces of many trials, found parameter by parameter, so that trials with the same
 * parameters share one object and a distribution's text is understood once.
 *
 * <p>A node is what a trial's first parameters amount to. The child that the last trial took is
 * tried first: in most studies it is the only one.
 */
public final class SpaceTrie {

  private final DistributionJson json;
  private final Node root = new Node(null, "", null);

  /** Without any sequence yet. */
  public SpaceTrie(DistributionJson json) {
    this.json = json;
  }

  /** Without any parameter. */
  public Node root() {
    return root;
  }

  /** A sequence of parameters. */
  public final class Node {
    private final @Nullable Node parent;
    private final String name;
    private final @Nullable Distribution distribution;
    private final Map<String, Map<String, Node>> children = new HashMap<>();
    private String lastName = "";
    private String lastText = "";
    private @Nullable Node last;
    private @Nullable SearchSpace space;

    private Node(@Nullable Node parent, String name, @Nullable Distribution distribution) {
      this.parent = parent;
      this.name = name;
      this.distribution = distribution;
    }

    /** The sequence with one more parameter. */
    public Node child(String childName, String text) {
      if (last != null && lastName.equals(childName) && lastText.equals(text)) {
        return last;
      }
      Node child =
          children
              .computeIfAbsent(childName, key -> new HashMap<>())
              .computeIfAbsent(text, key -> new Node(this, childName, json.read(childName, text)));
      last = child;
      lastName = childName;
      lastText = text;
      return child;
    }

    /** The sequence as a search space. */
    public SearchSpace space() {
      if (space == null) {
        List<String> names = new ArrayList<>();
        List<Distribution> distributions = new ArrayList<>();
        for (Node node = this; node != null && node.distribution != null; node = node.parent) {
          names.add(0, node.name);
          distributions.add(0, node.distribution);
        }
        space = SearchSpace.of(names, distributions);
      }
      return space;
    }
  }
}
