package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.controlplane.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maven gets a signal while it deploys. */
@WithControlPlane
class EndedFromOutsideIT {

  private static final long SECONDS = 10;

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void theWorkerEndsTooAndTheNextDeploySucceeds(
      String signal, ControlPlane plane, @FreshNamespace String namespace) throws Exception {
    var place = place(plane, namespace);
    var words = place.words(Readme.goals("deploy"), place.intoNamespace());
    // The image takes a minute, so that the signal always comes before the deploy ends.
    var values = place.aside().resolve("slow.yaml");
    Files.writeString(
        values,
        "podAnnotations: {\"%s\": %s}".formatted(Failure.ANNOTATION, Failure.SLOW_START.value()));
    var slow = new ArrayList<>(words);
    slow.add("-Dpercona-pg.valuesFile=" + values);

    var running = Maven.ofThisRun().start(place.folder(), slow);
    var worker = running.awaitDescendant(arguments -> arguments.contains("helm.worker"));
    // Helm's record is there: the worker is at work and the release is pending or waited for.
    awaitRecord(plane, namespace);
    Command.of("kill", "-" + signal, running.process().pid()).run(Duration.ofSeconds(5)).orThrow();

    assertThat(running.process().waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    worker.onExit().get(SECONDS, TimeUnit.SECONDS);
    assertThat(running.process().exitValue()).isNotZero();

    var again = Maven.ofThisRun().run(place.folder(), words).succeeded();
    assertThat(again.output()).contains(" pg-operator 2.7.0 (operator 2.7.0) in namespace ");
  }

  private static void awaitRecord(ControlPlane plane, String namespace) {
    try (var client = plane.newClient()) {
      client
          .secrets()
          .inNamespace(namespace)
          .withLabel("owner", "helm")
          .informOnCondition(secrets -> !secrets.isEmpty())
          .get(SECONDS * 6, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("Helm wrote no record", e);
    }
  }

  private Workspace place(ControlPlane plane, String namespace) throws IOException {
    var here = temporary.resolve("here");
    var chart = StandInChart.of(OperatorRelease.V2_7);
    return Workspace.of(here, temporary.resolve("aside"), plane, namespace, chart);
  }
}
