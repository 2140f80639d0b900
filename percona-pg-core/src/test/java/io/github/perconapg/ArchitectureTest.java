package io.github.perconapg;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.perconapg.internal.outlet.PrivateFiles;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the packages to the rooms of ARCHITECTURE.md. */
@AnalyzeClasses(
    packages = "io.github.perconapg",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String BASE = "io.github.perconapg.";

  /** The rooms, lowest first: each uses only those before it. */
  private static final List<String> ROOMS =
      List.of(
          "problem",
          "model",
          "event",
          "internal.problem",
          "internal.yaml",
          "internal.outlet",
          "internal.manifest",
          "internal.kubeconfig",
          "internal.kubernetes",
          "internal.chart",
          "internal.helm",
          "internal.run",
          "internal.ownership",
          "internal.operator",
          "internal.crd",
          "internal.permission",
          "internal.plan",
          "internal.diagnosis",
          "internal.readiness",
          "internal.verify",
          "internal.evidence",
          "internal.deploy",
          "internal.destroy");

  @ArchTest
  static void eachRoomUsesOnlyThoseBeforeIt(JavaClasses production) {
    for (int i = 0; i < ROOMS.size(); i++) {
      var later = ROOMS.stream().skip(i + 1L).map(p -> BASE + p + "..").toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(BASE + ROOMS.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(production);
    }
  }

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching(BASE + "(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EVERY_CLASS_IS_IN_A_ROOM =
      classes()
          .that()
          .resideOutsideOfPackage("project.planton..")
          .should()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of("io.github.perconapg", BASE + "proto.."),
                      ROOMS.stream().map(p -> BASE + p + ".."))
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule HELM_JAVA_IS_SEEN_BY_ITS_WORKER_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + "internal.helm.worker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.marcnuri..", "com.sun.jna..");

  /**
   * What a person or another program reads passes the outlet. The others keep caches and the
   * worker's private folder, write what they were given byte by byte, and are named one by one.
   */
  @ArchTest
  static final ArchRule FILES_ARE_WRITTEN_BY_THE_OUTLET =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(PrivateFiles.class.getName())
          .and()
          .haveNameNotMatching(
              ".*[.](PrivateCache|OwnFiles|FolderContents|NativeLibraryCache|PreparedChart|StoredChart|WorkerFolder|Verbs)([$].*)?")
          .should()
          .callMethodWhere(
              target(owner(equivalentTo(Files.class)))
                  .and(target(nameMatching("write.*|newBufferedWriter|newOutputStream|copy")))
                  .or(
                      target(owner(equivalentTo(Files.class)))
                          .and(target(nameMatching("createFile|createTempFile|newByteChannel")))))
          .orShould()
          .callConstructorWhere(
              target(owner(assignableTo(FileOutputStream.class)))
                  .or(target(owner(assignableTo(FileWriter.class))))
                  .or(target(owner(assignableTo(RandomAccessFile.class)))));

  /** The core prints nothing; the worker talks to its parent by its standard streams. */
  @ArchTest
  static final ArchRule NOTHING_IS_PRINTED =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + "internal.helm.worker..")
          .should(ACCESS_STANDARD_STREAMS)
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  /** Its module does not export that package, so on a module path the library would not run. */
  @ArchTest
  static final ArchRule ONLY_WHAT_SNAKEYAML_EXPORTS_IS_USED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml.engine.v2.api.lowlevel..");

  /** Whatever a parser throws on a text from outside is translated in one place. */
  @ArchTest
  static final ArchRule YAML_IS_PARSED_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + "internal.yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.snakeyaml.engine.v2.parser..",
              "org.snakeyaml.engine.v2.scanner..",
              "org.snakeyaml.engine.v2.composer..");

  @Test
  void theArchitecturePageListsTheRoomsInTheirOrder() throws IOException {
    var page = Files.readString(Path.of("..", "ARCHITECTURE.md"));
    var rows = page.substring(page.indexOf("| `.` |"), page.indexOf("Modules:")).lines().skip(1);
    var listed =
        rows.filter(row -> row.startsWith("| `"))
            .map(row -> "internal." + row.substring(3, row.indexOf('`', 3)));
    assertThat(listed)
        .containsExactlyElementsOf(
            ROOMS.stream().filter(room -> room.startsWith("internal.")).toList());
  }

  @Test
  void everyClassThatTheArchitecturePageNamesExists() throws IOException {
    var page = Files.readString(Path.of("..", "ARCHITECTURE.md"));
    var rooms = page.substring(page.indexOf("## One deploy"), page.indexOf("## Decisions"));
    var named = Pattern.compile("`([A-Z]\\w+)(\\.\\w+)?`").matcher(rooms);
    var sources = Path.of("src", "main", "java");
    try (var files = Files.walk(sources)) {
      var known = files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
      while (named.find()) {
        if (!named.group(1).endsWith("Test")) {
          assertThat(known).contains(named.group(1) + ".java");
        }
      }
    }
  }
}
