package dev.jpm.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess.Predicates;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walls between the rooms, and the habits of the house, one rule a line. */
class HouseRulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.jpm");

  /** Rooms in the order of who may know whom: each knows at most those before it. */
  private static final List<String> ROOMS =
      List.of(
          "model",
          "packument",
          "fs",
          "config",
          "lockfile",
          "resolver",
          "audit",
          "cache",
          "osv",
          "sigstore",
          "fetcher",
          "pack",
          "linker",
          "runtime",
          "install",
          "mirror",
          "bridge",
          "cli");

  private static final String[] PURE = {
    "dev.jpm.model..",
    "dev.jpm.packument..",
    "dev.jpm.config..",
    "dev.jpm.lockfile..",
    "dev.jpm.resolver..",
    "dev.jpm.audit.."
  };

  /** Methods that take an Optional all the same, each to be changed when its class is. */
  private static final Set<String> OPTIONAL_STILL_TAKEN =
      Set.of("dev.jpm.fetcher.Transport.client");

  private static final Set<String> FILE_WRITES =
      Set.of(
          "copy",
          "createDirectories",
          "createDirectory",
          "createFile",
          "createLink",
          "createSymbolicLink",
          "createTempDirectory",
          "createTempFile",
          "delete",
          "deleteIfExists",
          "move",
          "newBufferedWriter",
          "newOutputStream",
          "setAttribute",
          "setLastModifiedTime",
          "setOwner",
          "setPosixFilePermissions",
          "write",
          "writeString");

  @Test
  void theRulesSeeEveryRoom() {
    assertThat(CLASSES.size()).isGreaterThan(300);
    for (String room : ROOMS) {
      assertThat(CLASSES.stream().filter(c -> isIn(room, c)).count())
          .as("classes of " + room)
          .isPositive();
    }
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    return Stream.of(walls(), effects(), libraries(), habits())
        .flatMap(List::stream)
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
  }

  private static List<ArchRule> walls() {
    return List.of(
        room("model").mayKnow().because("the pure types stand under everything"),
        room("packument")
            .mayKnow("model")
            .because("documents are read alike wherever they come from"),
        room("fs").mayKnow("model").because("moves on disk know no packages"),
        room("config")
            .mayKnow("model")
            .because("settings are strings and maps, given from outside"),
        room("lockfile").mayKnow("model").because("codecs turn text into values and back"),
        room("resolver")
            .mayKnow("model")
            .because("what is decided must not depend on where it goes"),
        room("audit")
            .mayKnow("model", "lockfile", "resolver")
            .because("a judgement depends on what is read, not on where it came from"),
        room("cache").mayKnow("model", "fs").because("the store knows digests, not trees"),
        room("osv")
            .mayKnow("model", "fs", "lockfile", "resolver", "audit")
            .because("a database of advisories answers what audits ask, and nothing else"),
        room("sigstore")
            .mayKnow("model", "lockfile", "resolver", "audit")
            .because("what a bundle proves is found out without files and network"),
        room("fetcher")
            .mayKnow("model", "packument", "fs", "config", "cache")
            .because("registries are spoken to without a tree in mind"),
        room("pack")
            .mayKnow("model", "fs")
            .because("what a package consists of is read from its folder alone"),
        room("linker")
            .mayKnow("model", "fs", "lockfile", "cache")
            .because("linking asks neither the network nor the resolver"),
        room("runtime")
            .mayKnow("model", "fs", "config")
            .because("scripts run wherever a tree already stands"),
        room("mirror")
            .mayKnow("model", "packument", "fs", "config", "lockfile", "resolver", "audit", "osv")
            .because("a server shares no wire code with the client that is tested against it"),
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.jpm.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.jpm.cli..")
            .because("the command line is the outermost room"),
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.jpm.bridge..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.jpm.bridge..")
            .because("the bridge is a door for others, as the command line is one for people"),
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.jpm.testing..", "dev.jpm.registrymock..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.jpm.testing..", "dev.jpm.registrymock..")
            .because("what is shipped does not stand on what tests it"),
        noClasses()
            .that()
            .resideInAPackage("dev.jpm.registrymock..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.jpm..")
                    .and(DescribedPredicate.not(resideInAPackage("dev.jpm.registrymock.."))))
            .because("a shared mistake on both ends of the wire would go unseen"),
        slices()
            .matching("dev.jpm.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage("dev.jpm.cli.."), resideInAPackage("dev.jpm.cli.."))
            .because("packages that need each other are one package"));
  }

  private static List<ArchRule> effects() {
    return List.of(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(java.nio.file.Files.class, java.io.File.class, Process.class)
            .because("pure rooms take values and give values"),
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("java.net..", "java.nio.channels..", "javax.net..")
                    .and(not("java.net.URI", "java.net.URISyntaxException"))
                    .and(not("java.net.URLEncoder", "java.net.URLDecoder"))
                    .and(not("java.net.IDN")))
            .because("pure rooms open no connection"),
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, java.util.concurrent.ExecutorService.class)
            .because("an answer must not depend on timing"),
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.jpm.cli..", "dev.jpm.bridge..", "dev.jpm.testing..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("the environment comes in through the doors: command line and bridge"),
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.jpm.cli..", "dev.jpm.testing..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in")
            .because("only the command line talks to people"),
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.jpm.cli..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("only the command line ends the process"),
        noClasses()
            .that(
                resideInAnyPackage("dev.jpm..")
                    .and(
                        DescribedPredicate.not(
                            resideInAnyPackage(
                                "dev.jpm.fs..",
                                "dev.jpm.cache..",
                                "dev.jpm.osv..",
                                "dev.jpm.linker..",
                                "dev.jpm.fetcher..",
                                "dev.jpm.runtime..",
                                "dev.jpm.install..",
                                "dev.jpm.mirror..",
                                "dev.jpm.cli..",
                                "dev.jpm.registrymock..",
                                "dev.jpm.testing.."))))
            .should()
            .callMethodWhere(
                Predicates.targetOwner(JavaClass.Predicates.type(java.nio.file.Files.class))
                    .and(Predicates.target(named(FILE_WRITES))))
            .because("what changes the disk has a few known places"));
  }

  private static List<ArchRule> libraries() {
    return List.of(
        only(List.of("fetcher", "mirror"), "okhttp3..", "okio.."),
        only(List.of("cache", "mirror", "osv"), "java.sql..", "org.sqlite.."),
        only("mirror", "org.eclipse.jetty.."),
        only("mirror", "org.jsoup..", "org.commonmark.."),
        only("mirror", "com.zaxxer..", "org.postgresql..", "software.amazon.."),
        only("mirror", "io.prometheus.."),
        only("mirror", "at.favre..", "org.apache.commons.codec.."),
        only("osv", "us.springett.."),
        only("sigstore", "dev.sigstore..", "org.bouncycastle.."),
        only("pack", "org.apache.commons.compress.."),
        only("cli", "picocli.."),
        // The tests' browser is spoken to over a WebSocket.
        only(List.of("fetcher", "testing"), "java.net.http.."),
        only("model", "org.semver4j.."));
  }

  private static List<ArchRule> habits() {
    return List.of(
        classes()
            .should(liveInANullMarkedPackage())
            .because("null is written where it is meant and nowhere else"),
        methods()
            .should(takeNoOptional())
            .because("a parameter that may be missing is @Nullable or another method"),
        fields()
            .that()
            .areDeclaredInClassesThat()
            .areNotRecords()
            .should()
            .notHaveRawType(Optional.class)
            .because("a field that may be missing is @Nullable"),
        noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)")
            .because("such names say nothing"),
        noClasses()
            .should()
            .callConstructorWhere(generic())
            .because("an error that nobody can tell from others helps nobody"));
  }

  /** A room and the rooms that it may know. */
  private record Room(String name) {
    ArchRule mayKnow(String... others) {
      String[] unknown =
          ROOMS.stream()
              .filter(room -> !room.equals(name) && !List.of(others).contains(room))
              .map(room -> "dev.jpm." + room + "..")
              .toArray(String[]::new);
      String known = others.length == 0 ? "no other room" : String.join(", ", others);
      return noClasses()
          .that()
          .resideInAPackage("dev.jpm." + name + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(unknown)
          .as(name + " knows " + known);
    }
  }

  private static Room room(String name) {
    return new Room(name);
  }

  private static ArchRule only(String room, String... packages) {
    return only(List.of(room), packages);
  }

  private static ArchRule only(List<String> rooms, String... packages) {
    String[] allowed =
        Stream.concat(rooms.stream(), Stream.of("registrymock"))
            .map(room -> "dev.jpm." + room + "..")
            .toArray(String[]::new);
    String names = String.join(" and ", rooms);
    return noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .as("only " + names + " (and what stands in for registries) uses " + List.of(packages))
        .because("a library that one room knows can be replaced in one room");
  }

  private static DescribedPredicate<JavaClass> not(String... names) {
    Set<String> allowed = Set.of(names);
    return DescribedPredicate.describe(
        "not " + String.join(" or ", names), type -> !allowed.contains(type.getName()));
  }

  private static DescribedPredicate<AccessTarget> named(Set<String> names) {
    return DescribedPredicate.describe("that writes", target -> names.contains(target.getName()));
  }

  private static DescribedPredicate<JavaConstructorCall> generic() {
    Set<String> types =
        Set.of("java.lang.RuntimeException", "java.lang.Exception", "java.lang.Throwable");
    return DescribedPredicate.describe(
        "that makes a bare exception",
        call ->
            types.contains(call.getTargetOwner().getName())
                && !call.getOriginOwner().isAssignableTo(Throwable.class));
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getName() + " is not null-marked"));
      }
    };
  }

  private static ArchCondition<JavaMethod> takeNoOptional() {
    return new ArchCondition<>("take no Optional") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean takes =
            method.getRawParameterTypes().stream()
                .anyMatch(type -> type.isEquivalentTo(Optional.class));
        String name = method.getOwner().getName() + "." + method.getName();
        boolean written =
            !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !OPTIONAL_STILL_TAKEN.contains(name);
        events.add(new SimpleConditionEvent(method, !(takes && written), method.getFullName()));
      }
    };
  }

  private static boolean isIn(String room, JavaClass type) {
    return (type.getPackageName() + ".").startsWith("dev.jpm." + room + ".");
  }
}
