package io.github.perconapg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.event.Event;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener is told of requests that fail before a cluster is asked for anything. */
class DeployAllTest {

  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - {name: nobody, cluster: {server: "https://127.0.0.1:1"}}
      users:
      - {name: me, user: {token: canary}}
      contexts:
      - {name: dev, context: {cluster: nobody, user: me}}
      """;

  @TempDir Path folder;
  private final List<DeployOutcome> ended = new CopyOnWriteArrayList<>();

  private final DeployListener listener =
      new DeployListener() {
        @Override
        public void on(DeployRequest request, Event event) {
          assertThat(ended).noneMatch(outcome -> outcome.request().equals(request));
        }

        @Override
        public void ended(DeployOutcome outcome) {
          ended.add(outcome);
        }
      };

  @BeforeEach
  void prepare() throws IOException {
    Files.writeString(folder.resolve("kubeconfig"), KUBECONFIG);
  }

  @Test
  void eachRequestEndsOnceAndOneThatWasNotStartedToo() {
    var outcomes =
        PerconaPg.deployAll(
            DeployBatch.of(List.of(request("one"), request("two"))).failFast(true), listener);

    assertThat(ended).isEqualTo(outcomes);
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            DeployOutcome.Failed.class,
            f -> assertThat(f.problem().problem().code()).isEqualTo(ProblemCode.CHART_NOT_FOUND));
    assertThat(outcomes.get(1)).isInstanceOf(DeployOutcome.NotStarted.class);
  }

  @Test
  void withoutFailingFastAllAreTried() {
    var outcomes =
        PerconaPg.deployAll(
            DeployBatch.of(List.of(request("one"), request("two"))).parallelism(2), listener);

    assertThat(ended).containsExactlyInAnyOrderElementsOf(outcomes);
    assertThat(outcomes).allMatch(DeployOutcome.Failed.class::isInstance);
  }

  private DeployRequest request(String namespace) {
    var text =
        """
        apiVersion: kubernetes.project-planton.org/v1
        kind: PerconaPostgresqlOperator
        metadata: {name: pg}
        spec: {namespace: %s, container: {}}
        """
            .formatted(namespace);
    var desired =
        DesiredState.of(Manifest.parse(text, namespace + ".yaml"))
            .chart(folder.resolve("no-chart").toString());
    var target =
        Target.of(desired).kubeconfig(List.of(folder.resolve("kubeconfig"))).context("dev");
    var options = RunOptions.defaults().outputDirectory(folder.resolve(namespace));
    return new DeployRequest(target, desired, options);
  }
}
