package dev.afina.core.isolation;

import dev.afina.core.study.MultiObjective;
import dev.afina.core.study.Objective;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.function.Supplier;

/**
 * How a child makes its objective.
 *
 * @param type the class that it makes an instance of
 * @param expected what that is or supplies: {@link Objective} or {@link MultiObjective}
 */
record Made(Class<?> type, Class<?> expected) {

  /**
   * By a class.
   *
   * @throws IllegalArgumentException if no child could
   */
  static Made by(Class<?> type, Class<?> expected) {
    String kind = expected.getSimpleName();
    if (expected == Objective.class && MultiObjective.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "class %s is a MultiObjective; isolate it by IsolatedMultiObjective"
              .formatted(type.getName()));
    }
    if (!expected.isAssignableFrom(type) && !Supplier.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "class %s is no %s and no Supplier of one; give the class that implements %s"
              .formatted(type.getName(), kind, expected.getName()));
    }
    if (Modifier.isAbstract(type.getModifiers()) || !hasPublicConstructor(type)) {
      throw new IllegalArgumentException(
          "class %s has no public constructor without arguments, by which a child process could make it; add one, or give a Supplier class that makes the %s"
              .formatted(type.getName(), kind));
    }
    return new Made(type, expected);
  }

  private static boolean hasPublicConstructor(Class<?> type) {
    for (Constructor<?> constructor : type.getConstructors()) {
      if (constructor.getParameterCount() == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes it.
   *
   * @throws Throwable that its constructor or supplier throws
   */
  MultiObjective make() throws Throwable {
    Object instance;
    try {
      Constructor<?> constructor = type.getConstructor();
      constructor.setAccessible(true); // the class itself need not be public
      instance = constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
    Object made =
        !expected.isInstance(instance) && instance instanceof Supplier<?> supplier
            ? supplier.get()
            : instance;
    if (expected == Objective.class && made instanceof Objective single) {
      return trial -> new double[] {single.evaluate(trial)};
    }
    if (expected == MultiObjective.class && made instanceof MultiObjective several) {
      return several;
    }
    throw new IllegalArgumentException(
        "%s supplied %s, expected an instance of %s"
            .formatted(
                type.getName(),
                made == null ? "null" : "a " + made.getClass().getName(),
                expected.getSimpleName()));
  }
}
