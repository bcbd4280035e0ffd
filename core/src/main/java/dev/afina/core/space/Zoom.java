package dev.afina.core.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Narrower ranges around good values: a coarse search first, then a fine one near its best.
 *
 * <p>A number's range shrinks to what lies between the least and the greatest of the good values,
 * widened on both sides by half a {@linkplain #share share} of the old range on its scale, but
 * never beyond it; a grid keeps its points. A choice keeps those that occur among the good ones.
 * What none of them has stays as it is. Immutable.
 */
public final class Zoom {

  /** Default of {@link #share}. */
  public static final double DEFAULT_SHARE = 0.25;

  private final List<Params> best;
  private final double share;

  private Zoom(List<Params> best, double share) {
    this.best = best;
    this.share = share;
  }

  /**
   * Around the values of these trials, the best first.
   *
   * @param best at least one
   */
  public static Zoom around(List<Params> best) {
    if (best.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no good trial to zoom in on, expected at least one; search first");
    }
    return new Zoom(List.copyOf(best), DEFAULT_SHARE);
  }

  /**
   * With another width: how much of the old range remains around a single value.
   *
   * @param ofRange in (0, 1], {@value #DEFAULT_SHARE} by default
   */
  public Zoom share(double ofRange) {
    if (!(ofRange > 0 && ofRange <= 1)) {
      throw new IllegalArgumentException(
          "a zoom keeps the share %s of a range, expected a number in (0, 1]".formatted(ofRange));
    }
    return new Zoom(best, ofRange);
  }

  /** The distribution of a parameter, narrowed. */
  public Distribution narrow(String name, Distribution distribution) {
    List<Double> values = new ArrayList<>();
    for (Params params : best) {
      if (params.contains(name)) {
        internal(params, name, distribution).ifPresent(values::add);
      }
    }
    if (values.isEmpty()) {
      return distribution;
    }
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    if (distribution instanceof DoubleDistribution range) {
      return narrow(range, least, most);
    }
    if (distribution instanceof IntDistribution range) {
      return narrow(range, least, most);
    }
    List<@Nullable Object> kept = new ArrayList<>();
    List<@Nullable Object> choices = ((CategoricalDistribution) distribution).choices();
    for (int i = 0; i < choices.size(); i++) {
      if (values.contains((double) i)) {
        kept.add(choices.get(i));
      }
    }
    return new CategoricalDistribution(kept);
  }

  private Distribution narrow(DoubleDistribution range, double least, double most) {
    double low = end(range.scale(), least, range.low(), range.high(), -share / 2);
    double high = end(range.scale(), most, range.low(), range.high(), share / 2);
    Double step = range.step();
    if (step == null) {
      return new DoubleDistribution(low, high, range.scale(), null);
    }
    long first = (long) Math.ceil((low - range.low()) / step - 1e-8);
    long last = (long) Math.floor((high - range.low()) / step + 1e-8);
    first = Math.min(first, range.rankOf(least));
    last = Math.max(last, range.rankOf(most));
    return new DoubleDistribution(range.valueAt(first), range.valueAt(last), range.scale(), step);
  }

  private Distribution narrow(IntDistribution range, double least, double most) {
    double bottom = (double) range.low();
    double top = (double) range.high();
    double low = end(range.scale(), least, bottom, top, -share / 2);
    double high = end(range.scale(), most, bottom, top, share / 2);
    long first = (long) Math.ceil((low - bottom) / range.step());
    long last = (long) Math.floor((high - bottom) / range.step());
    first = Math.min(first, range.rankOf(least));
    last = Math.max(last, range.rankOf(most));
    return new IntDistribution(
        (long) range.valueAt(first), (long) range.valueAt(last), range.step(), range.scale());
  }

  /** A value moved by a share of the range on its scale, within the range. */
  private static double end(Scale scale, double value, double low, double high, double by) {
    double moved =
        scale == Scale.LOG ? value * Math.pow(high / low, by) : value + by * (high - low);
    return Math.min(high, Math.max(low, moved));
  }

  private static Optional<Double> internal(Params params, String name, Distribution distribution) {
    try {
      return Optional.of(distribution.toInternal(params.get(name)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // of another range
    }
  }

  /** The parameters of a whole space, narrowed. */
  public SearchSpace of(SearchSpace space) {
    SearchSpace.Builder narrowed = SearchSpace.builder();
    for (int i = 0; i < space.size(); i++) {
      narrowed.add(space.name(i), narrow(space.name(i), space.distribution(i)));
    }
    return narrowed.build();
  }

  /**
   * Parameters as whoever asks sees them: each is suggested from its narrowed range, and has the
   * best value as its default.
   */
  public HyperParameters of(HyperParameters hp) {
    return new Narrowed(this, hp);
  }

  private Hint hint(String name, Distribution narrowed) {
    return best.stream()
        .filter(params -> params.contains(name))
        .filter(params -> internal(params, name, narrowed).isPresent())
        .findFirst()
        .map(params -> new Hint(params.get(name), null))
        .orElse(Hint.NONE);
  }

  private record Narrowed(Zoom zoom, HyperParameters base) implements HyperParameters {

    @Override
    public @Nullable Object suggest(String name, Distribution distribution) {
      return suggest(name, distribution, Hint.NONE);
    }

    @Override
    public @Nullable Object suggest(String name, Distribution distribution, Hint hint) {
      Distribution narrowed = zoom.narrow(name, distribution);
      return base.suggest(name, narrowed, zoom.hint(name, narrowed).or(hint));
    }
  }
}
