package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two modules at the same time, on a cluster that has no CRDs yet: both want to create them. */
@WithControlPlane(own = true)
class ParallelModulesIT {

  private final Maven maven = Maven.ofThisRun();

  @TempDir Path temporary;

  @Test
  void modulesThatAreBuiltAtTheSameTimeDoNotDisturbEachOther(
      ControlPlane plane, @FreshNamespace String first, @FreshNamespace String second)
      throws IOException {
    var place = Workspace.of(temporary.resolve("here"), temporary.resolve("aside"), plane, first);
    Poms.writeModules(place.folder(), first, second);

    var ran = maven.run(place.folder(), place.words(List.of("-T2", "verify"))).succeeded();

    assertThat(ran.output()).contains("namespace " + first + ",", "namespace " + second + ",");
    for (var module : List.of("first", "second")) {
      var outputs = place.folder().resolve(module).resolve("target/percona-pg");
      assertThat(outputs.resolve("trace.jsonl")).isNotEmptyFile();
      assertThat(outputs.resolve("deploy-report.json")).exists();
    }
  }
}
