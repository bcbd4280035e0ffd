package dev.afina.core.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** Samplers by name: those of Afina and of every other jar on the class path. */
public final class Samplers {

  private static final String AUTO = "auto";

  private Samplers() {}

  /**
   * A sampler for whoever named none: {@code auto}, where a jar on the class path offers it, as
   * afina-algorithms does; else {@code random}.
   */
  public static Sampler preferred() {
    return byName().containsKey(AUTO) ? named(AUTO) : new RandomSampler();
  }

  /** A sampler with its defaults; see {@link #named(String, Map)}. */
  public static Sampler named(String name) {
    return named(name, Map.of());
  }

  /**
   * A sampler.
   *
   * @param options by name; those left out have their defaults
   * @throws IllegalArgumentException if there is no such sampler, or it has no such option
   */
  public static Sampler named(String name, Map<String, String> options) {
    SortedMap<String, SamplerProvider> known = byName();
    SamplerProvider provider = known.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "unknown sampler \"%s\", expected one of %s"
              .formatted(name, String.join(", ", known.keySet())));
    }
    for (String option : options.keySet()) {
      if (!provider.options().contains(option)) {
        throw new IllegalArgumentException(
            "sampler %s has no option \"%s\"; it has %s"
                .formatted(
                    name,
                    option,
                    provider.options().isEmpty() ? "none" : String.join(", ", provider.options())));
      }
    }
    return provider.create(options);
  }

  /**
   * All that can be found, by name.
   *
   * @throws IllegalStateException if two have the same name
   */
  public static List<SamplerProvider> providers() {
    return new ArrayList<>(byName().values());
  }

  private static SortedMap<String, SamplerProvider> byName() {
    SortedMap<String, SamplerProvider> known = new TreeMap<>();
    for (SamplerProvider provider : ServiceLoader.load(SamplerProvider.class, loader())) {
      SamplerProvider other = known.putIfAbsent(provider.name(), provider);
      if (other != null) {
        throw new IllegalStateException(
            "both %s and %s offer a sampler \"%s\"; take one of them off the class path"
                .formatted(
                    other.getClass().getName(), provider.getClass().getName(), provider.name()));
      }
    }
    return known;
  }

  /** The thread's own class loader, so that applications' plug-ins are seen. */
  private static ClassLoader loader() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? Samplers.class.getClassLoader() : loader;
  }
}
