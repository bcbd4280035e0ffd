package dev.afina.core.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Named distributions, in an order that counts.
 *
 * <p>Both a declared space and what one trial of a define-by-run objective consumed are written in
 * this form. Immutable.
 */
public final class SearchSpace {

  private static final SearchSpace EMPTY = new SearchSpace(List.of(), List.of());

  private final List<String> names;
  private final List<Distribution> distributions;
  private final Map<String, Integer> positions;
  private final int hash;

  private SearchSpace(List<String> names, List<Distribution> distributions) {
    if (names.size() != distributions.size()) {
      throw new IllegalArgumentException(
          "%d names given for %d distributions".formatted(names.size(), distributions.size()));
    }
    this.names = List.copyOf(names);
    this.distributions = List.copyOf(distributions);
    positions = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (positions.put(names.get(i), i) != null) {
        throw new IllegalArgumentException("parameter \"%s\" occurs twice".formatted(names.get(i)));
      }
    }
    hash = 31 * this.names.hashCode() + this.distributions.hashCode();
  }

  /** Without any parameter. */
  public static SearchSpace empty() {
    return EMPTY;
  }

  /** Of names and their distributions, position by position. */
  public static SearchSpace of(List<String> names, List<? extends Distribution> distributions) {
    return new SearchSpace(names, List.copyOf(distributions));
  }

  /** To be filled parameter by parameter. */
  public static Builder builder() {
    return new Builder();
  }

  /** Number of parameters. */
  public int size() {
    return names.size();
  }

  /** The parameters' names, in order. */
  public List<String> names() {
    return names;
  }

  /** The name of the parameter at a position. */
  public String name(int position) {
    return names.get(position);
  }

  /** The distribution of the parameter at a position. */
  public Distribution distribution(int position) {
    return distributions.get(position);
  }

  /** The distribution of a name, if it is in this space. */
  public Optional<Distribution> distribution(String name) {
    Integer position = positions.get(name);
    return position == null ? Optional.empty() : Optional.of(distributions.get(position));
  }

  /** The position of a name, or −1. */
  public int position(String name) {
    return positions.getOrDefault(name, -1);
  }

  /** How many configurations there are, not enumerated; empty when a parameter is continuous. */
  public Optional<BigInteger> cardinality() {
    BigInteger product = BigInteger.ONE;
    for (Distribution distribution : distributions) {
      OptionalLong count = distribution.cardinality();
      if (count.isEmpty()) {
        return Optional.empty();
      }
      product = product.multiply(BigInteger.valueOf(count.getAsLong()));
    }
    return Optional.of(product);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SearchSpace that
        && hash == that.hash
        && names.equals(that.names)
        && distributions.equals(that.distributions);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : ", ").append(name(i)).append(": ").append(distribution(i));
    }
    return text.append('}').toString();
  }

  /** Collects the parameters of a search space. */
  public static final class Builder {

    private final List<String> names = new ArrayList<>();
    private final List<Distribution> distributions = new ArrayList<>();

    private Builder() {}

    /** A floating-point parameter on a linear scale. */
    public Builder doubleRange(String name, double low, double high) {
      return add(name, () -> new DoubleDistribution(low, high, Scale.LINEAR, null));
    }

    /** A floating-point parameter on a grid. */
    public Builder doubleRange(String name, double low, double high, double step) {
      return add(name, NamedParameter.grid(name, low, high, step));
    }

    /** A floating-point parameter on a logarithmic scale. */
    public Builder logUniform(String name, double low, double high) {
      return add(name, () -> new DoubleDistribution(low, high, Scale.LOG, null));
    }

    /** An integer parameter. */
    public Builder intRange(String name, long low, long high) {
      return intRange(name, low, high, 1);
    }

    /** An integer parameter with a step. */
    public Builder intRange(String name, long low, long high, long step) {
      return add(name, NamedParameter.grid(name, low, high, step));
    }

    /** An integer parameter on a logarithmic scale. */
    public Builder logInt(String name, long low, long high) {
      return add(name, () -> new IntDistribution(low, high, 1, Scale.LOG));
    }

    /** A choice. */
    public Builder categorical(String name, @Nullable Object... choices) {
      return add(name, () -> new CategoricalDistribution(new ArrayList<>(Arrays.asList(choices))));
    }

    /** A choice of {@code false} and {@code true}. */
    public Builder bool(String name) {
      return categorical(name, false, true);
    }

    /** A parameter of any distribution. */
    public Builder add(String name, Distribution distribution) {
      names.add(name);
      distributions.add(distribution);
      return this;
    }

    private Builder add(String name, java.util.function.Supplier<Distribution> distribution) {
      return add(name, NamedParameter.check(name, distribution));
    }

    /** The finished space. */
    public SearchSpace build() {
      return new SearchSpace(names, distributions);
    }
  }
}
