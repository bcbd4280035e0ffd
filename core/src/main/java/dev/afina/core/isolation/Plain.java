package dev.afina.core.isolation;

import dev.afina.core.AfinaException;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.Hint;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.Prior;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is not plain by itself, as plain values and back. */
final class Plain {

  /** A failure that takes more bytes is told by its name and message alone. */
  private static final int MOST_FAILURE_BYTES = 1 << 20;

  private Plain() {}

  static List<@Nullable Object> of(Distribution distribution) {
    if (distribution instanceof DoubleDistribution d) {
      return Arrays.asList("double", d.low(), d.high(), d.scale().name(), d.step());
    }
    if (distribution instanceof IntDistribution d) {
      return Arrays.asList("int", d.low(), d.high(), d.scale().name(), d.step());
    }
    return Arrays.asList("categorical", ((CategoricalDistribution) distribution).choices());
  }

  static Distribution distribution(List<?> plain) {
    if (plain.get(1) instanceof List<?> choices) {
      return new CategoricalDistribution(new ArrayList<@Nullable Object>(choices));
    }
    Scale scale = Scale.valueOf(String.valueOf(plain.get(3)));
    Number low = (Number) plain.get(1);
    Number high = (Number) plain.get(2);
    Number step = (Number) plain.get(4);
    return plain.get(0).equals("int")
        ? new IntDistribution(low.longValue(), high.longValue(), step.longValue(), scale)
        : new DoubleDistribution(
            low.doubleValue(), high.doubleValue(), scale, step == null ? null : step.doubleValue());
  }

  static List<@Nullable Object> of(Hint hint) {
    Object start = hint.start() instanceof Enum<?> constant ? constant.name() : hint.start();
    Prior prior = hint.prior();
    return Arrays.asList(start, prior == null ? null : prior.toAttribute());
  }

  static Hint hint(List<?> plain) {
    Object prior = plain.get(1);
    return new Hint(plain.get(0), prior == null ? null : Prior.ofAttribute(prior));
  }

  static Message answer(Params params) {
    List<@Nullable Object> distributions = new ArrayList<>();
    List<@Nullable Object> internals = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      distributions.add(of(params.space().distribution(i)));
      internals.add(params.internal(i));
    }
    return Message.of(Message.Kind.ANSWER, params.names(), distributions, internals);
  }

  static Params params(Message answer) {
    List<String> names = answer.list(0).stream().map(String::valueOf).toList();
    List<Distribution> distributions =
        answer.list(1).stream().map(plain -> distribution((List<?>) plain)).toList();
    double[] internals =
        answer.list(2).stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
    return Params.of(SearchSpace.of(names, distributions), internals);
  }

  /** A failure: its class, message, and all of it if it can be serialised. */
  static Message of(Message.Kind kind, Throwable failure) {
    byte[] all = null;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(failure);
      out.flush();
      all = bytes.size() > MOST_FAILURE_BYTES ? null : bytes.toByteArray();
    } catch (IOException | RuntimeException | StackOverflowError e) {
      all = null; // it holds something that cannot be
    }
    return Message.of(kind, failure.getClass().getSimpleName(), failure.getMessage(), all);
  }

  /** The same failure in this process; if that cannot be, one that tells of it. */
  static Throwable failure(Message message, @Nullable ClassLoader loader) {
    if (message.part(2) instanceof byte[] all) {
      try (ObjectInputStream in = new LoadingStream(all, loader)) {
        if (in.readObject() instanceof Throwable failure) {
          return failure;
        }
      } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
        return new AfinaException(told(message), e);
      }
    }
    return new AfinaException(told(message));
  }

  private static String told(Message message) {
    return message.part(1) == null ? message.text(0) : message.text(0) + ": " + message.text(1);
  }

  /** Finds the classes that the objective finds. */
  private static final class LoadingStream extends ObjectInputStream {

    private final @Nullable ClassLoader loader;

    LoadingStream(byte[] bytes, @Nullable ClassLoader loader) throws IOException {
      super(new ByteArrayInputStream(bytes));
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(type.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(type); // a primitive type
      }
    }
  }
}
