package dev.afina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Initializer;
import dev.afina.neural.layer.Layers;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Schedule;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page for those who come from Keras names what there is, and all of it. */
class FromKerasTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.afina.neural", "dev.afina.data");

  private static final Set<String> NAMES = names();

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern NAME = Pattern.compile("(\\.?)\\b([A-Za-z_]\\w*)(\\(?)");

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (type.getModifiers().contains(JavaModifier.PUBLIC)) {
        names.add(type.getSimpleName());
        Stream.concat(type.getMethods().stream(), type.getFields().stream())
            .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaMember::getName)
            .forEach(names::add);
      }
    }
    return names;
  }

  /** The code in the right-hand columns of the page. */
  static List<String> spans() {
    List<String> spans =
        Pages.text(Pages.ROOT.resolve("docs/guide/from-keras.md"))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
            .map(line -> line.split("(?<!\\\\)\\|")[2])
            .flatMap(cell -> CODE.matcher(cell).results().map(match -> match.group(1)))
            .distinct()
            .toList();
    assertThat(spans).hasSizeGreaterThan(150);
    return spans;
  }

  @ParameterizedTest
  @MethodSource("spans")
  void whatIsNamedIsThere(String span) {
    String code = span.replaceAll("\"[^\"]*\"", "");
    Set<String> wanted =
        NAME.matcher(code)
            .results()
            .filter(match -> isNameOfApi(match, code))
            .map(match -> match.group(2))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(NAMES).containsAll(wanted);
  }

  /** Whether a word is not merely an argument or a variable. */
  private static boolean isNameOfApi(MatchResult match, String code) {
    return !match.group(1).isEmpty()
        || !match.group(3).isEmpty()
        || Character.isUpperCase(match.group(2).charAt(0))
        || match.group(2).equals(code);
  }

  @Test
  void whatIsThereIsNamed() {
    String all = String.join(" ", spans());
    Set<String> named =
        NAME.matcher(all).results().map(match -> match.group(2)).collect(Collectors.toSet());

    Set<String> there = new TreeSet<>();
    there.addAll(methods(Layers.class));
    there.addAll(methods(Schedule.class));
    there.addAll(methods(Activation.class));
    there.addAll(constants(Activation.class));
    there.addAll(constants(Initializer.class));
    there.addAll(constants(Loss.class));
    there.addAll(constants(Metrics.class));
    there.addAll(implementations(Callback.class));
    there.addAll(implementations(Optimizer.class));
    // An optimizer with cut gradients is made by methods of the others.
    there.removeAll(Set.of("Clipped"));

    assertThat(there).hasSizeGreaterThan(80);
    assertThat(named).containsAll(there);
  }

  private static List<String> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(Method::getName)
        .toList();
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getFields())
        .map(java.lang.reflect.Field::getName)
        .filter(name -> name.equals(name.toUpperCase(java.util.Locale.ROOT)))
        .toList();
  }

  private static List<String> implementations(Class<?> type) {
    return CLASSES.stream()
        .filter(one -> one.isAssignableTo(type) && !one.isInterface())
        .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(JavaClass::isTopLevelClass)
        .map(JavaClass::getSimpleName)
        .toList();
  }
}
