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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are built at the same time, with several executions and one that runs once. */
@WithControlPlane
class ReactorIT {

  @TempDir Path temporary;

  @Test
  void anExecutionRunsOnceForTheReactorBesideThoseOfItsModules(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String shared)
      throws IOException {
    var place = Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, shared);
    Files.delete(place.folder().resolve(Workspace.MANIFEST));
    Reactor.write(place.folder(), shared);

    var ran =
        Maven.ofThisRun().run(place.folder(), place.words(List.of("-T4", "verify"))).succeeded();

    var lines = ran.lines();
    for (var namespace : Stream.of("", "-orders", "-accounts").map(shared::concat).toList()) {
      assertThat(lines).filteredOn(l -> l.contains("Installed") && in(namespace, l)).hasSize(1);
      assertThat(lines).filteredOn(l -> l.contains("Removed r") && in(namespace, l)).hasSize(1);
      assertThat(client.namespaces().withName(namespace).get()).isNull();
    }
    assertThat(lines)
        .filteredOn(l -> l.contains("percona-pg:deploy is left to project com.example:"))
        .hasSize(2);
    assertThat(lines)
        .filteredOn(l -> l.contains("percona-pg:destroy is left to the last project"))
        .hasSize(2);
    assertThat(ran.output()).contains("for orders/pom.xml, <resource> of execution own");
    for (var module : Reactor.MODULES) {
      assertThat(place.folder().resolve(module).resolve("target/own/deploy-report.json"))
          .content()
          .contains("installed", module + "/pom.xml, <resource> of execution own");
    }
  }

  private static boolean in(String namespace, String line) {
    return (line + ",").replace(" in ", ",").contains("namespace " + namespace + ",");
  }
}
