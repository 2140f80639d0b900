package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin in the POM of a project. */
@WithControlPlane
class InAPomIT {

  private final Maven maven = Maven.ofThisRun();

  @TempDir Path temporary;

  @Test
  void theExampleDeploysBeforeTheIntegrationTestsAndRemovesAfterThem(
      ControlPlane plane, @FreshNamespace String namespace) throws IOException {
    var place =
        Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, namespace);
    Files.delete(place.folder().resolve(Workspace.MANIFEST));
    Readme.copyExample("pre-integration-test", place.folder());

    var ran =
        maven
            .run(place.folder(), place.words(List.of("verify"), "-Dbuild.id=" + namespace))
            .succeeded();

    assertThat(ran.output())
        .contains("in namespace orders-it-" + namespace)
        .containsSubsequence(
            "percona-pg-maven-plugin:0.1.0-SNAPSHOT:validate",
            "percona-pg-maven-plugin:0.1.0-SNAPSHOT:deploy",
            "Installed pg-operator 2.7.0",
            "percona-pg-maven-plugin:0.1.0-SNAPSHOT:verify",
            "maven-failsafe-plugin:3.5.4:integration-test",
            "Tests run: 1, Failures: 0",
            "percona-pg-maven-plugin:0.1.0-SNAPSHOT:destroy",
            "Removed ");
    assertThat(place.folder().resolve("target/percona-pg/TEST-percona-pg.verify.xml"))
        .content()
        .contains("<testcase name=\"lease-held\"");
  }

  @Test
  void theOperatorIsRemovedWhenATestFailedAndTheBuildFailsAfterThat(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace)
      throws IOException {
    var place =
        Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, namespace);
    Files.delete(place.folder().resolve(Workspace.MANIFEST));
    Readme.copyExample("pre-integration-test", place.folder());
    var test = place.folder().resolve("src/test/java/com/example/OrdersIT.java");
    Files.writeString(test, Files.readString(test).replace("\"orders-it\"", "\"elsewhere\""));

    var ran = maven.run(place.folder(), place.words(List.of("verify"), "-Dbuild.id=" + namespace));

    assertThat(ran.exitCode()).as("by failsafe, not by this plugin").isEqualTo(1);
    assertThat(ran.output())
        .containsSubsequence(
            "Tests run: 1, Failures: 1",
            "percona-pg-maven-plugin:0.1.0-SNAPSHOT:destroy",
            "Removed ",
            "maven-failsafe-plugin:3.5.4:verify");
    assertThat(client.namespaces().withName("orders-it-" + namespace).get()).isNull();
  }

  @Test
  void theCommandLineBeatsThePomAndALaterPluginSeesTheOutputsOfEachManifest(
      ControlPlane plane, @FreshNamespace String first, @FreshNamespace String second)
      throws IOException {
    var place = Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, first);
    Poms.writeManifests(place.folder(), first, second);
    Poms.writeProject(place.folder());
    // Filled in by maven-resources-plugin from project properties.
    Files.writeString(
        place.folder().resolve("seen.txt"),
        "${percona-pg.out.first.namespace} ${percona-pg.out.second.revision}"
            + " ${percona-pg.out.second.deployment} ${percona-pg.out.first.release}\n");

    var ran =
        maven
            .run(place.folder(), place.words(List.of("verify"), "-Dpercona-pg.parallel=2"))
            .succeeded();

    assertThat(ran.output()).contains("first  | Installed pg-op", "second | Installed pg-op");
    assertThat(ran.lines())
        .anyMatch(line -> line.matches(".*first.yaml +" + first + " .* installed +1 .* s"));
    assertThat(place.folder().resolve("target/percona-pg/deploy-summary.json"))
        .content()
        .contains("\"parallel\" : 2", "\"folder\" : \"second\"");
    assertThat(place.folder().resolve("target/seen/seen.txt"))
        .hasContent(first + " 1 pg-operator pg-operator");
    assertThat(place.folder().resolve("target/percona-pg/second/deploy-report.json"))
        .content()
        .contains(second);
    assertThat(ran.output()).doesNotContain("/no/such/");
  }

  @Test
  void aFailingVerifyFailsTheBuildAndSkippedGoalsTouchNothing(
      ControlPlane plane, @FreshNamespace String namespace) throws IOException {
    var place =
        Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, namespace);
    Files.delete(place.folder().resolve(Workspace.MANIFEST));
    Readme.copyExample("pre-integration-test", place.folder());

    var skipped =
        maven
            .run(
                place.folder(),
                "verify",
                "-Dpercona-pg.skip",
                "-DskipITs", // which look for the operator
                "-Dpercona-pg.targets=none.yaml")
            .succeeded();
    var failed =
        maven
            .run(
                place.folder(),
                place.words(List.of("verify"), "-Dpercona-pg.deploy.skip", place.intoNamespace()))
            .failed();

    assertThat(skipped.output())
        .contains("percona-pg:validate is skipped", "percona-pg:deploy is skipped")
        .contains("percona-pg:verify is skipped", "percona-pg:destroy is skipped");
    assertThat(failed.output())
        .contains("percona-pg:deploy is skipped", "percona-pg-maven-plugin:0.1.0-SNAPSHOT:verify")
        .contains(namespace);
  }
}
