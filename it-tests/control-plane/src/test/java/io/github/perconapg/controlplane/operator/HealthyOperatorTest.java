package io.github.perconapg.controlplane.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@WithControlPlane
@Tag(WithControlPlane.FULL)
class HealthyOperatorTest {
  private static final StandInChart CHART = StandInChart.of(OperatorRelease.V2_7);

  private final Release release;

  HealthyOperatorTest(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace) {
    this.release = new Release(plane, client, namespace);
  }

  @Test
  void leadsUnderItsPodsNameAndStartsSevenWorkers() throws IOException {
    release.install(CHART).awaitAvailable();
    Pod pod = release.podThat(each -> true);
    Lease lease = release.leaseThat(each -> true);
    assertThat(lease.getSpec().getHolderIdentity()).startsWith(pod.getMetadata().getName() + "_");
    assertThat(lease.getSpec().getLeaseDurationSeconds()).isEqualTo(15);
    String log = release.logThat(text -> Release.workers(text) == 7);
    assertThat(log)
        .contains(
            "Starting workers\t{\"controller\": \"perconapgcluster\", \"controllerGroup\":"
                + " \"pgv2.percona.com\", \"controllerKind\": \"PerconaPGCluster\", \"worker"
                + " count\": 1}");
    assertThat(Release.restarts(pod)).isZero();
  }

  @Test
  void renewsItsLease() throws IOException {
    release.install(CHART).awaitAvailable();
    var first = release.leaseThat(each -> true).getSpec().getRenewTime();
    Lease later = release.leaseThat(each -> each.getSpec().getRenewTime().isAfter(first));
    assertThat(later.getSpec().getLeaseTransitions()).isZero();
  }

  @Test
  void announcesItsLeadershipAsAnEvent() throws IOException {
    release.install(CHART).awaitAvailable();
    String holder = release.leaseThat(each -> true).getSpec().getHolderIdentity();
    var event =
        Release.until(
            () ->
                release
                    .client()
                    .v1()
                    .events()
                    .inNamespace(release.namespace())
                    .list()
                    .getItems()
                    .stream()
                    .filter(each -> "LeaderElection".equals(each.getReason()))
                    .findFirst()
                    .orElse(null));
    assertThat(event.getMessage()).isEqualTo(holder + " became leader");
  }

  @Test
  void leavesItsLeaseBehindAndTheNextPodWaitsForItsEnd() throws IOException {
    release.install(CHART).awaitAvailable();
    String first = release.leaseThat(each -> true).getSpec().getHolderIdentity();
    release
        .client()
        .apps()
        .deployments()
        .inNamespace(release.namespace())
        .withName("pg-operator")
        .scale(0);
    Release.until(
        () ->
            release.client().pods().inNamespace(release.namespace()).list().getItems().isEmpty()
                ? true
                : null);
    assertThat(release.lease().getSpec().getHolderIdentity()).isEqualTo(first);
    release
        .client()
        .apps()
        .deployments()
        .inNamespace(release.namespace())
        .withName("pg-operator")
        .scale(1);
    Lease taken = release.leaseThat(each -> !first.equals(each.getSpec().getHolderIdentity()));
    assertThat(taken.getSpec().getLeaseTransitions()).isEqualTo(1);
  }

  @Test
  void takesAnEmptiedLeaseAtItsNextAttempt() throws IOException {
    release.install(CHART).awaitAvailable();
    release.leaseThat(each -> true);
    release
        .client()
        .leases()
        .inNamespace(release.namespace())
        .withName("08db3feb.percona.com")
        .edit(
            lease -> {
              // Whether the holder renews it meanwhile or not.
              lease.getMetadata().setResourceVersion(null);
              lease.getSpec().setHolderIdentity("");
              lease.getSpec().setLeaseDurationSeconds(1);
              return lease;
            });
    release.leaseThat(each -> !"".equals(each.getSpec().getHolderIdentity()));
  }

  @Test
  void writesJsonWhenAskedTo() throws IOException {
    release.install(CHART, "--set", "logStructured=true").awaitAvailable();
    String log = release.logThat(text -> Release.workers(text) == 7);
    assertThat(log)
        .contains(
            "\"msg\":\"Starting"
                + " workers\",\"controller\":\"perconapgcluster\",\"controllerGroup\":\"pgv2.percona.com\"");
  }

  @Test
  void saysNothingOfItsWorkersAtLevelError() throws IOException {
    release.install(CHART, "--set", "logLevel=ERROR").awaitAvailable();
    release.leaseThat(each -> true);
    assertThat(release.log(release.podThat(each -> true))).isEmpty();
  }

  @Test
  void takesNoLeaseInRelease25() throws IOException {
    release.install(StandInChart.of(OperatorRelease.V2_5)).awaitAvailable();
    release.logThat(text -> Release.workers(text) == 7);
    assertThat(release.lease()).isNull();
  }
}
