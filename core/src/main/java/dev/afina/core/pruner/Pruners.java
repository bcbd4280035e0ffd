package dev.afina.core.pruner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pruners by name: those of Afina and of every other jar on the class path. */
public final class Pruners {

  private Pruners() {}

  /** A pruner with its defaults; see {@link #named(String, Map)}. */
  public static Pruner named(String name) {
    return named(name, Map.of());
  }

  /**
   * A pruner.
   *
   * @param options by name; those left out have their defaults
   * @throws IllegalArgumentException if there is no such pruner, or it has no such option
   */
  public static Pruner named(String name, Map<String, String> options) {
    SortedMap<String, PrunerProvider> known = byName();
    PrunerProvider provider = known.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "unknown pruner \"%s\", expected one of %s"
              .formatted(name, String.join(", ", known.keySet())));
    }
    for (String option : options.keySet()) {
      if (!provider.options().contains(option)) {
        throw new IllegalArgumentException(
            "pruner %s has no option \"%s\"; it has %s"
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
  public static List<PrunerProvider> providers() {
    return new ArrayList<>(byName().values());
  }

  private static SortedMap<String, PrunerProvider> byName() {
    SortedMap<String, PrunerProvider> known = new TreeMap<>();
    for (PrunerProvider provider : ServiceLoader.load(PrunerProvider.class, loader())) {
      PrunerProvider other = known.putIfAbsent(provider.name(), provider);
      if (other != null) {
        throw new IllegalStateException(
            "both %s and %s offer a pruner \"%s\"; take one of them off the class path"
                .formatted(
                    other.getClass().getName(), provider.getClass().getName(), provider.name()));
      }
    }
    return known;
  }

  /** The thread's own class loader, so that applications' plug-ins are seen. */
  private static ClassLoader loader() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? Pruners.class.getClassLoader() : loader;
  }
}
