package io.github.perconapg.it.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.PlaneOptions;
import io.github.perconapg.controlplane.binaries.KubernetesRelease;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.StandInOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A small project through all of it, once for each thing that its user may have: -Pmatrix. */
@Tag("matrix")
@WithControlPlane
class MatrixIT {

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "3.8.7, 17",
    "3.8.7, 25",
    "3.9.16, 17",
    "3.9.16, 25",
    "4.0.0-rc-4, 17",
    "4.0.0-rc-4, 25",
  })
  void worksWithoutAWarningOnEachMavenAndJdk(
      String version, int jdk, ControlPlane plane, @FreshNamespace String namespace)
      throws IOException {
    var home = Path.of(requireNonNull(System.getProperty("it.mavens")), "apache-maven-" + version);
    var maven = Maven.ofThisRun().installedIn(home).env("JAVA_HOME", Jdks.home(jdk).toString());

    var ran = smoke(maven, plane, namespace);

    assertThat(ran.output()).contains("Apache Maven " + version, "Java version: " + jdk + ".");
    assertThat(ran.lines()).noneMatch(line -> line.startsWith("[WARNING]"));
    // What the JVM warns of is of this Maven's own libraries; it names the jar.
    assertThat(ran.lines())
        .filteredOn(line -> line.startsWith("WARNING: ") && line.contains("(file:"))
        .allMatch(line -> line.contains("(file:" + home.resolve("lib") + "/"));
  }

  @ParameterizedTest
  @EnumSource(names = {"OLDEST", "NEWEST"})
  void worksOnEachKubernetes(KubernetesRelease release) throws IOException {
    var options = PlaneOptions.defaults().withKubernetes(release);
    try (var plane = ControlPlane.start(options.withStandIn(StandInOptions.fast()))) {
      assertThat(plane.kubectl("version").run(java.time.Duration.ofMinutes(1)).orThrow())
          .contains("Server Version: " + release.version());

      smoke(Maven.ofThisRun(), plane, "matrix");
    }
  }

  /** Validates, previews, deploys, verifies and destroys. */
  private MavenResult smoke(Maven maven, ControlPlane plane, String namespace) throws IOException {
    var place =
        Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, namespace);
    Poms.writeSmallProject(place.folder());
    var goals = List.of("-V", "verify");
    var ran =
        maven
            .run(
                place.folder(),
                place.words(goals, place.intoNamespace(), "-Dmaven.plugin.validation=VERBOSE"))
            .succeeded();
    assertThat(ran.output())
        .containsSubsequence(
            ":validate (looks)",
            ":preview (looks)",
            "Installed pg-operator 2.7.0",
            "the operator is healthy",
            "Removed release pg-operator");
    assertThat(ran.text()).doesNotContain(place.token());
    return ran;
  }
}
