package dev.afina.examples;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The house's plan: who may import whom, and what is done nowhere or only somewhere. */
class ArchitectureTest {

  private static final String ROOT = "dev.afina.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.afina");

  /** Every module, with the modules that it may import. */
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("math", List.of()),
          Map.entry("core", List.of()),
          Map.entry("data", List.of()),
          Map.entry("tensorboard", List.of()),
          Map.entry("algorithms", List.of("core", "math")),
          Map.entry("storage", List.of("core")),
          Map.entry("grpc", List.of("core", "storage")),
          Map.entry("neural", List.of("core", "algorithms", "data", "tensorboard")),
          Map.entry("report", List.of("core", "algorithms")),
          Map.entry(
              "cli",
              List.of(
                  "core",
                  "algorithms",
                  "data",
                  "tensorboard",
                  "storage",
                  "grpc",
                  "neural",
                  "report")),
          Map.entry("testkit", List.of("core")),
          Map.entry(
              "examples",
              List.of(
                  "core",
                  "algorithms",
                  "data",
                  "tensorboard",
                  "storage",
                  "grpc",
                  "neural",
                  "report",
                  "cli",
                  "testkit")));

  static List<String> modules() {
    return MAY_IMPORT.keySet().stream().sorted().toList();
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(name -> ROOT + name + "..").toArray(String[]::new);
  }

  /** Without this, a scan that finds nothing would pass every rule. */
  @ParameterizedTest
  @CsvSource({
    "core, 50",
    "math, 4",
    "algorithms, 15",
    "data, 20",
    "tensorboard, 8",
    "storage, 20",
    "grpc, 20",
    "neural, 25",
    "report, 10",
    "cli, 12",
    "testkit, 4",
    "examples, 3"
  })
  void theScanSeesEveryModule(String module, int classes) {
    assertThat(CLASSES.that(DescribedPredicate.describe("in " + module, in(module))))
        .hasSizeGreaterThanOrEqualTo(classes);
  }

  private static java.util.function.Predicate<JavaClass> in(String module) {
    return type -> module(type).equals(module);
  }

  private static String module(JavaClass type) {
    String name = type.getPackageName() + ".";
    return name.startsWith(ROOT)
        ? name.substring(ROOT.length(), name.indexOf('.', ROOT.length()))
        : "";
  }

  @Test
  void everyPackageBelongsToAModule() {
    assertThat(CLASSES)
        .allSatisfy(type -> assertThat(MAY_IMPORT).as(type.getName()).containsKey(module(type)));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void modulesImportOnlyWhatTheyMay(String module) {
    List<String> forbidden = new ArrayList<>(modules());
    forbidden.removeAll(MAY_IMPORT.getOrDefault(module, List.of()));
    forbidden.remove(module);

    noClasses()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(forbidden))
        .check(CLASSES);
  }

  @Test
  void coreNeedsTheJdkAndAnnotationsOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + "core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "core..", "java..", "javax.management..", "org.jspecify.annotations..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "space, trial sampler pruner storage study isolation",
    "trial, sampler pruner storage study isolation",
    "sampler, pruner storage study isolation",
    "pruner, sampler storage study isolation",
    "storage, sampler pruner study isolation",
    "study, isolation",
  })
  void importsInsideCoreRunOneWay(String layer, String above) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "core." + layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            packages(List.of(above.split(" ")).stream().map(name -> "core." + name).toList()))
        .check(CLASSES);
  }

  @Test
  void packagesDependOnEachOtherInNoCircle() {
    slices().matching("dev.afina.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .hasSizeGreaterThan(15)
        .extracting(JavaPackage::getName, type -> type.isAnnotatedWith(NullMarked.class))
        .allSatisfy(row -> assertThat(row.toList().get(1)).as(row.toString()).isEqualTo(true));
  }

  @Test
  void internalPackagesAreEnteredByTheirOwnModuleOnly() {
    classes().should(stayOutOfOthersInternals()).check(CLASSES);
  }

  private static ArchCondition<JavaClass> stayOutOfOthersInternals() {
    return new ArchCondition<>("stay out of other modules' internal packages") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          boolean internal = (target.getPackageName() + ".").contains(".internal.");
          if (internal
              && target.getPackageName().startsWith(ROOT)
              && !module(target).equals(module(type))) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  @Test
  void onlyProgramsWriteToTheStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "cli..", ROOT + "examples..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void commandsWriteWhereTheyAreTold() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "cli.look..")
        .should(accessField(System.class, "out"))
        .orShould(accessField(System.class, "err"))
        .check(CLASSES);
  }

  @Test
  void algorithmsTakeRandomnessAndTimeAsArguments() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + "core.sampler..",
            ROOT + "core.pruner..",
            ROOT + "core.space..",
            ROOT + "algorithms..",
            ROOT + "math..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, ThreadLocalRandom.class, UUID.class, Clock.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void onlyNeuralKnowsPyTorch() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "neural..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(CLASSES);
  }

  @Test
  void nobodyIsCalledManager() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(CLASSES);
  }
}
