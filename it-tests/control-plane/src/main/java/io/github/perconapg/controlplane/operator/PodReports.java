package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the kubelet would write about one pod: its status and its events. */
final class PodReports {
  private final KubernetesClient client;
  private final OperatorPod pod;
  private final Events events;
  private @Nullable String startedAt;
  private @Nullable ContainerState last;
  private boolean ready;
  private String readySince = now();

  PodReports(KubernetesClient client, OperatorPod pod) {
    this.client = client;
    this.pod = pod;
    ObjectReference container =
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Pod")
            .withNamespace(pod.namespace())
            .withName(pod.name())
            .withUid(pod.uid())
            .withFieldPath("spec.containers{" + pod.container().getName() + "}")
            .build();
    this.events = new Events(client, container, "kubelet");
  }

  /** The container waits to be created, or to be started again. */
  void waiting(String reason, String message, int restarts) {
    ContainerState state =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message.isEmpty() ? null : message)
            .endWaiting()
            .build();
    write(restarts == 0 && last == null ? "Pending" : "Running", state, false, restarts);
  }

  /** The container runs; without a readiness probe that means that it is ready. */
  void running(int restarts) {
    String start = now();
    startedAt = start;
    ContainerState state =
        new ContainerStateBuilder().withNewRunning().withStartedAt(start).endRunning().build();
    write("Running", state, true, restarts);
  }

  /** The container ended. */
  void terminated(Exit exit, int restarts) {
    String end = now();
    ContainerState state =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(exit.code())
            .withReason(exit.reason())
            .withStartedAt(startedAt == null ? end : startedAt)
            .withFinishedAt(end)
            .endTerminated()
            .build();
    write("Running", state, false, restarts);
    last = state;
  }

  private void write(String phase, ContainerState state, boolean nowReady, int restarts) {
    if (nowReady != ready) {
      ready = nowReady;
      readySince = now();
    }
    ContainerStatus container =
        new ContainerStatusBuilder()
            .withName(pod.container().getName())
            .withImage(pod.container().getImage())
            .withImageID("")
            .withReady(nowReady)
            .withStarted(nowReady)
            .withRestartCount(restarts)
            .withState(state)
            .withLastState(last)
            .build();
    client
        .pods()
        .inNamespace(pod.namespace())
        .withName(pod.name())
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            new PodBuilder()
                .withNewStatus()
                .withPhase(phase)
                .withStartTime(pod.pod().getMetadata().getCreationTimestamp())
                .withHostIP("10.0.0.1")
                .withPodIP("10.0.0.2")
                .withConditions(
                    condition("Initialized", true, ""),
                    condition("Ready", nowReady, "ContainersNotReady"),
                    condition("ContainersReady", nowReady, "ContainersNotReady"))
                .withContainerStatuses(List.of(container))
                .endStatus()
                .build());
  }

  private PodCondition condition(String type, boolean holds, String otherwise) {
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(holds ? "True" : "False")
        .withReason(holds ? null : otherwise)
        .withLastTransitionTime(readySince)
        .build();
  }

  /** Records an event of the pod's container. */
  void event(String type, String reason, String message) {
    events.record(type, reason, message);
  }

  /** Removes the pod object, as the kubelet does when all containers have ended. */
  void delete() {
    List<StatusDetails> unused =
        client.pods().inNamespace(pod.namespace()).withName(pod.name()).withGracePeriod(0).delete();
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
