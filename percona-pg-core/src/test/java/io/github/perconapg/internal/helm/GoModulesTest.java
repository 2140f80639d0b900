package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of what Helm's library is made of, from which the SBOMs take it. */
class GoModulesTest {

  private static final Path LIST = Path.of("src/sbom/go-modules.txt");
  private static final Pattern LINE =
      Pattern.compile("(?<module>\\S+ (?<version>\\S+) \\S+) (?<licence>\\S.*)");

  private static GoBuildInfo built = new GoBuildInfo("", List.of());
  private static List<String> listed = List.of();

  @BeforeAll
  static void read() throws IOException {
    var library = "helm-linux-amd64.so";
    try (var stream = GoModulesTest.class.getClassLoader().getResourceAsStream(library)) {
      built = GoBuildInfo.of(Objects.requireNonNull(stream).readAllBytes());
    }
    listed = Files.readAllLines(LIST).stream().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void listsEachModuleOfTheLibraryWithItsVersionAndChecksum() {
    var modules = listed.stream().skip(1).map(line -> field(line, "module"));
    assertThat(modules).containsExactlyInAnyOrderElementsOf(built.modules());
    assertThat(built.modules()).hasSizeGreaterThan(100);
  }

  @Test
  void beginsWithGosOwnLibrary() {
    assertThat(listed.get(0))
        .isEqualTo("stdlib " + built.goVersion().substring(2) + " - BSD-3-Clause");
  }

  @Test
  void namesTheVersionOfHelmThatIsInIt() throws IOException {
    var helm = built.modules().stream().filter(module -> module.startsWith("helm.sh/helm/v3 "));
    var version = helm.findFirst().orElseThrow().split(" ", -1)[1].substring(1);
    assertThat(Files.readString(LIST))
        .contains("helm-java " + Platform.PINNED + ", Helm " + version);
    assertThat(Files.readString(Path.of("../SECURITY.md"))).contains("Helm " + version);
  }

  @Test
  void hasLicencesOnlyThatAReleaseAllows() throws IOException {
    var pom = Files.readString(Path.of("../pom.xml"));
    var property = Pattern.compile("<sbom.licences>([^<]+)</sbom.licences>").matcher(pom);
    assertThat(property.find()).isTrue();
    var allowed = List.of(property.group(1).split("\\|", -1));
    assertThat(listed)
        .allSatisfy(
            line -> assertThat(allowed).contains(field(line, "licence").split(" AND ", -1)));
  }

  private static String field(String line, String name) {
    var match = LINE.matcher(line);
    assertThat(match.matches()).as(line).isTrue();
    return match.group(name);
  }
}
