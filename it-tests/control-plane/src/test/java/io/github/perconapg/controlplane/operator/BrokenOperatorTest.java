package io.github.perconapg.controlplane.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@WithControlPlane
@Tag(WithControlPlane.FULL)
class BrokenOperatorTest {
  private static final StandInChart CHART = StandInChart.of(OperatorRelease.V2_7);

  private final Release release;
  private final KubernetesClient client;

  BrokenOperatorTest(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace) {
    this.release = new Release(plane, client, namespace);
    this.client = client;
  }

  @Test
  void isKilledAgainAndAgainWithTooLittleMemoryWhileAvailableFlips() throws IOException {
    release.install(CHART, "--set", "resources.limits.memory=16Mi,resources.requests.memory=16Mi");
    release.awaitAvailable();
    Pod pod = release.podThat(each -> restarts(each) >= 2);
    assertThat(container(pod).getLastState().getTerminated().getReason()).isEqualTo("OOMKilled");
    assertThat(container(pod).getLastState().getTerminated().getExitCode()).isEqualTo(137);
    assertThat(release.lease()).isNull();
    release.podThat(waitsFor("CrashLoopBackOff"));
    release.awaitAvailable();
  }

  @Test
  void waitsForAnImageThatDoesNotExist() throws IOException {
    release.install(CHART.withImage("docker.io/percona/operator:does-not-exist"));
    Pod first = release.podThat(waitsFor("ErrImagePull"));
    assertThat(first.getStatus().getPhase()).isEqualTo("Pending");
    assertThat(container(first).getState().getWaiting().getMessage())
        .startsWith("rpc error: code = NotFound desc = failed to pull and unpack image")
        .endsWith(": not found");
    release.podThat(waitsFor("ImagePullBackOff"));
    Pod again = release.podThat(waitsFor("ErrImagePull"));
    assertThat(restarts(again)).isZero();
  }

  @Test
  void crashesInALoop() throws IOException {
    release.install(failing(Failure.CRASH_LOOP));
    Pod pod = release.podThat(each -> restarts(each) >= 2);
    assertThat(container(pod).getLastState().getTerminated().getExitCode()).isEqualTo(1);
    release.podThat(waitsFor("CrashLoopBackOff"));
    String previous =
        Release.until(
            () -> {
              String log =
                  client
                      .pods()
                      .inNamespace(release.namespace())
                      .withName(pod.getMetadata().getName())
                      .terminated()
                      .getLog();
              return log.isEmpty() ? null : log;
            });
    assertThat(previous).contains("ERROR\tsetup\tcrashes on purpose");
  }

  @Test
  void isAvailableWithoutEverLeading() throws IOException {
    release.install(failing(Failure.NEVER_LEADS)).awaitAvailable();
    assertThat(release.logThat(log -> log.contains("starting controller runtime manager")))
        .doesNotContain("Starting workers");
    assertThat(release.lease()).isNull();
  }

  @Test
  void exitsAfterItHasLed() throws IOException {
    release.install(failing(Failure.EXITS_AFTER_LEADING)).awaitAvailable();
    Pod pod = release.podThat(each -> restarts(each) == 1);
    assertThat(container(pod).getLastState().getTerminated().getExitCode()).isEqualTo(2);
  }

  @Test
  void staysPendingWhereNoNodeFitsWithTheSchedulersOwnEvent() throws IOException {
    release.install(CHART, "--set", "nodeSelector.nobody=here");
    var event =
        Release.until(
            () ->
                client.v1().events().inNamespace(release.namespace()).list().getItems().stream()
                    .filter(each -> "FailedScheduling".equals(each.getReason()))
                    .findFirst()
                    .orElse(null));
    assertThat(event.getMessage()).contains("0/1 nodes are available");
    release.podThat(each -> each.getStatus().getPhase().equals("Pending"));
  }

  @Test
  void isAvailableButDoesNotLeadWithoutItsRoleBinding() throws IOException {
    String broken = "{{/* the RoleBinding is missing, for a test */}}\n";
    release.install(CHART.withFile("templates/access.yaml", account() + broken));
    release.awaitAvailable();
    String log = release.logThat(text -> text.contains("Failed to watch"));
    assertThat(log)
        .contains("error retrieving resource lock " + release.namespace())
        .contains(
            "User \\\"system:serviceaccount:%s:pg-operator\\\" cannot list resource \\\"perconapgclusters\\\""
                .formatted(release.namespace()));
    assertThat(release.lease()).isNull();
    assertThat(restarts(release.podThat(each -> true))).isZero();
    release.install(CHART);
    release.leaseThat(each -> true);
  }

  @Test
  void exitsWhenItsRoleBindingIsTakenAwayAndLeavesTheLeaseBehind() throws IOException {
    release.install(CHART).awaitAvailable();
    String holder = release.leaseThat(each -> true).getSpec().getHolderIdentity();
    client.rbac().roleBindings().inNamespace(release.namespace()).withName("pg-operator").delete();
    Pod pod = release.podThat(each -> restarts(each) == 1);
    assertThat(container(pod).getLastState().getTerminated().getExitCode()).isEqualTo(2);
    assertThat(release.lease().getSpec().getHolderIdentity()).isEqualTo(holder);
    String previous =
        client
            .pods()
            .inNamespace(release.namespace())
            .withName(pod.getMetadata().getName())
            .terminated()
            .getLog();
    assertThat(previous).contains("failed to renew lease", "panic: leader election lost");
  }

  private static StandInChart failing(Failure failure) {
    return CHART.withPodAnnotation(Failure.ANNOTATION, failure.value());
  }

  private static String account() {
    return """
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: {{ include "standin.fullname" . }}
      namespace: {{ .Release.Namespace }}
    """;
  }

  private static int restarts(Pod pod) {
    return Release.restarts(pod);
  }

  private static ContainerStatus container(Pod pod) {
    List<ContainerStatus> all = pod.getStatus().getContainerStatuses();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static Predicate<Pod> waitsFor(String reason) {
    return pod ->
        pod.getStatus().getContainerStatuses().stream()
            .anyMatch(
                each ->
                    each.getState().getWaiting() != null
                        && reason.equals(each.getState().getWaiting().getReason()));
  }
}
