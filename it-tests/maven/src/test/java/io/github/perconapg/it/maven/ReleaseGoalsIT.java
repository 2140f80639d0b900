package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator's life brings, goal by goal, as somebody types it. */
@WithControlPlane
class ReleaseGoalsIT {

  private final Maven maven = Maven.ofThisRun();

  @TempDir Path temporary;

  @Test
  void anUpgradeIsShownDoneListedAndPutBack(ControlPlane plane, @FreshNamespace String namespace)
      throws IOException {
    var place =
        Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, namespace);
    var here = place.intoNamespace();
    maven.run(place.folder(), place.words(Readme.goals("deploy"), here)).succeeded();

    var shown =
        maven
            .run(
                place.folder(),
                place.words(
                    Readme.goals("preview", "deploy", "verify", "history"),
                    "-Dpercona-pg.values=logLevel=DEBUG",
                    here))
            .succeeded();
    assertThat(shown.output())
        .containsSubsequence(
            "[~] pg-operator: upgrade",
            "values.logLevel: (none) -> DEBUG",
            "env[LOG_LEVEL].value: INFO -> DEBUG",
            "Upgraded pg-operator 2.7.0",
            "the operator is healthy",
            "History of release pg-operator",
            "  2  ",
            "values.logLevel: (none) -> DEBUG",
            "  1  ");

    var back =
        maven
            .run(place.folder(), place.words(Readme.goals("rollback", "verify", "crds"), here))
            .succeeded();
    assertThat(back.output())
        .containsSubsequence(
            "Rolled back to revision 1: pg-operator 2.7.0",
            "revision 3",
            "the operator is healthy",
            "Nothing to apply");
    assertThat(Files.readString(place.outputs().resolve("rollback-report.json")))
        .contains("\"outcome\" : \"rolled-back\"", "\"restored\" : 1");

    var end =
        maven
            .run(
                place.folder(),
                place.words(Readme.goals("logs", "rbac", "preview-destroy", "destroy"), here))
            .succeeded();
    assertThat(end.output())
        .containsSubsequence(
            "Starting workers",
            "kind: ClusterRole",
            "kubectl create clusterrolebinding percona-pg-deployer",
            "Plan to destroy release pg-operator in namespace " + namespace,
            "[-] pg-operator: chart pg-operator 2.7.0, 3 revisions of history",
            "destroy would find",
            "Removed release pg-operator");
  }
}
