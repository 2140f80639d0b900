package io.github.perconapg.internal.verify;

import static io.github.perconapg.internal.readiness.SampleOperator.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.model.CheckResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is seen at once; how a young container is watched is a matter of the control plane. */
class RestartsCheckTest {

  @Test
  void aContainerThatHasEndedAndWaitsForItsFirstRestartIsDown() {
    var killed =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withReason("OOMKilled")
            .withExitCode(137)
            .endTerminated()
            .build();
    var verdict = look(killed);
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(verdict.facts().toString()).contains("OOMKilled", "[out-of-memory]");
  }

  @Test
  void oneThatHasNotBegunYetTellsNothing() {
    var creating =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason("ContainerCreating")
            .endWaiting()
            .build();
    assertThat(look(creating).outcome()).isEqualTo(Outcome.NOT_CHECKED);
  }

  private static CheckOutcome look(ContainerState state) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("pg-operator-1")
            .withUid("1")
            .endMetadata()
            .withNewStatus()
            .addNewContainerStatus()
            .withName("operator")
            .withRestartCount(0)
            .withState(state)
            .endContainerStatus()
            .endStatus()
            .build();
    var seen = new Snapshot(null, List.of(pod), null, true, List.of(), Map.of());
    try (var client = new KubernetesClientBuilder().withConfig(Config.empty()).build()) {
      return new RestartsCheck(
              client,
              new ApiRequests(client.getHttpClient(), "http://localhost:1"),
              OPERATOR,
              Duration.ofMinutes(1),
              Deadline.in(Duration.ofMinutes(1)),
              EventListener.none())
          .look(seen);
    }
  }
}
