package dev.afina.neural.tune;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Prior;
import dev.afina.core.space.Scale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A search space as text, with what KerasTuner's {@code search_space_summary} tells of it. */
final class SpaceSummary {

  private static final String NONE = "none";

  private SpaceSummary() {}

  static String of(List<Declared> parameters) {
    long always = parameters.stream().filter(one -> one.conditions().isEmpty()).count();
    StringBuilder text = new StringBuilder("Search space summary\nDefault search space size: ");
    text.append(always);
    if (always < parameters.size()) {
      text.append(", with conditional parameters ").append(parameters.size());
    }
    text.append('\n');
    for (Declared one : parameters) {
      text.append("%s (%s)\n%s\n".formatted(one.name(), type(one.distribution()), line(one)));
    }
    return text.toString();
  }

  private static String type(Distribution distribution) {
    if (distribution instanceof IntDistribution) {
      return "Int";
    }
    if (distribution instanceof DoubleDistribution) {
      return "Float";
    }
    List<@Nullable Object> choices = ((CategoricalDistribution) distribution).choices();
    return choices.size() == 1 ? "Fixed" : isBoolean(choices) ? "Boolean" : "Choice";
  }

  private static boolean isBoolean(List<@Nullable Object> choices) {
    return choices.size() == 2 && choices.stream().allMatch(Boolean.class::isInstance);
  }

  private static String line(Declared one) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    Object start = one.hint().start();
    attributes.put("default", start == null ? NONE : start);
    attributes.put("conditions", one.conditions());
    Prior prior = one.hint().prior();
    String belief = prior == null ? "" : prior.toString();
    if (one.distribution() instanceof IntDistribution range) {
      attributes.put("min_value", range.low());
      attributes.put("max_value", range.high());
      attributes.put("step", range.scale() == Scale.LOG ? NONE : range.step());
      attributes.put("sampling", sampling(range.scale(), belief));
    } else if (one.distribution() instanceof DoubleDistribution range) {
      attributes.put("min_value", range.low());
      attributes.put("max_value", range.high());
      attributes.put("step", range.step() == null ? NONE : range.step());
      attributes.put("sampling", sampling(range.scale(), belief));
    } else {
      choices(attributes, ((CategoricalDistribution) one.distribution()).choices());
    }
    return attributes.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String sampling(Scale scale, String belief) {
    String plain = scale == Scale.LOG ? "log" : "linear";
    return belief.isEmpty() ? plain : belief.equals("reverse-log") ? "reverse_log" : belief;
  }

  private static void choices(Map<String, Object> attributes, List<@Nullable Object> choices) {
    if (choices.size() == 1) {
      attributes.remove("default");
      attributes.put("value", String.valueOf(choices.get(0)));
    } else if (!isBoolean(choices)) {
      attributes.put("values", choices);
      attributes.put("ordered", choices.stream().allMatch(Number.class::isInstance));
    }
  }
}
