package dev.afina.storage;

import dev.afina.core.StorageException;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Distributions as Optuna stores them.
 *
 * <p>Written in the form of Optuna 5; read also in its earlier classes and its abbreviated form.
 * Texts and distributions once seen are remembered, so that a study's trials share them.
 * Thread-safe.
 */
public final class DistributionJson {

  private static final int REMEMBERED = 10_000;

  private final Map<Distribution, String> texts = new ConcurrentHashMap<>();
  private final Map<String, Distribution> distributions = new ConcurrentHashMap<>();

  /** With an empty memory. */
  public DistributionJson() {}

  /** The text of a distribution. */
  public String write(Distribution distribution) {
    String known = texts.get(distribution);
    if (known != null) {
      return known;
    }
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    String name;
    if (distribution instanceof DoubleDistribution d) {
      name = "FloatDistribution";
      attributes.put("step", d.step());
      attributes.put("low", d.low());
      attributes.put("high", d.high());
      attributes.put("log", d.scale() == Scale.LOG);
    } else if (distribution instanceof IntDistribution d) {
      name = "IntDistribution";
      attributes.put("log", d.scale() == Scale.LOG);
      attributes.put("step", d.step());
      attributes.put("low", d.low());
      attributes.put("high", d.high());
    } else {
      name = "CategoricalDistribution";
      attributes.put("choices", ((CategoricalDistribution) distribution).choices());
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", name);
    object.put("attributes", attributes);
    return remember(texts, distribution, PythonJson.write(object));
  }

  /**
   * The distribution of a text.
   *
   * @param parameter its parameter's name, for the message
   * @throws StorageException if Afina has no such distribution
   */
  public Distribution read(String parameter, String text) {
    Distribution known = distributions.get(text);
    if (known != null) {
      return known;
    }
    try {
      return remember(distributions, text, parse(PythonJson.read(text)));
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "the distribution of parameter \"%s\" is one that Afina cannot hold (%s): %s"
              .formatted(parameter, e.getMessage(), text),
          e);
    }
  }

  private static <K, V> V remember(Map<K, V> map, K key, V value) {
    if (map.size() >= REMEMBERED) {
      map.clear();
    }
    V earlier = map.putIfAbsent(key, value);
    return earlier == null ? value : earlier;
  }

  private static Distribution parse(@Nullable Object json) {
    Attributes object = new Attributes(json);
    if (object.has("type")) {
      return abbreviated(object);
    }
    Attributes a = new Attributes(object.get("attributes"));
    String name = object.string("name");
    return switch (name) {
      case "FloatDistribution" -> a.floating(a.optionalNumber("step"), a.flag("log"));
      case "UniformDistribution" -> a.floating(null, false);
      case "LogUniformDistribution" -> a.floating(null, true);
      case "DiscreteUniformDistribution" -> a.floating(a.optionalNumber("q"), false);
      case "IntDistribution" -> a.integer(a.flag("log"));
      case "IntUniformDistribution" -> a.integer(false);
      case "IntLogUniformDistribution" -> a.integer(true);
      case "CategoricalDistribution" -> a.categorical();
      default -> throw new IllegalArgumentException("unknown class " + name);
    };
  }

  private static Distribution abbreviated(Attributes object) {
    String type = object.string("type");
    return switch (type) {
      case "float" -> object.floating(object.optionalNumber("step"), object.flag("log"));
      case "int" -> object.integer(object.flag("log"));
      case "categorical" -> object.categorical();
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }

  /** A JSON object's members, by kind. */
  private record Attributes(Map<?, ?> members) {

    /** Of anything that is no object, an empty one: each look-up then names what is missing. */
    Attributes(@Nullable Object json) {
      this(json instanceof Map<?, ?> map ? map : Map.of());
    }

    boolean has(String key) {
      return members.get(key) != null;
    }

    @Nullable Object get(String key) {
      return members.get(key);
    }

    String string(String key) {
      if (members.get(key) instanceof String string) {
        return string;
      }
      throw new IllegalArgumentException("no text \"%s\" in it".formatted(key));
    }

    boolean flag(String key) {
      return Boolean.TRUE.equals(members.get(key));
    }

    @Nullable Double optionalNumber(String key) {
      return members.get(key) instanceof Number number ? (Double) number.doubleValue() : null;
    }

    Number number(String key) {
      if (members.get(key) instanceof Number number) {
        return number;
      }
      throw new IllegalArgumentException("no number \"%s\" in it".formatted(key));
    }

    Distribution floating(@Nullable Double step, boolean log) {
      return new DoubleDistribution(
          number("low").doubleValue(), number("high").doubleValue(), scale(log), step);
    }

    Distribution integer(boolean log) {
      long step = log || !has("step") ? 1 : number("step").longValue();
      return new IntDistribution(
          number("low").longValue(), number("high").longValue(), step, scale(log));
    }

    Distribution categorical() {
      if (members.get("choices") instanceof List<?> choices) {
        return new CategoricalDistribution(new ArrayList<>(choices));
      }
      throw new IllegalArgumentException("no list \"choices\" in it");
    }

    private static Scale scale(boolean log) {
      return log ? Scale.LOG : Scale.LINEAR;
    }
  }
}
