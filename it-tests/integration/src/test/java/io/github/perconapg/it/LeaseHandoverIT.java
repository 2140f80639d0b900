package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.PlaneOptions;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.controlplane.operator.StandInOptions;
import io.github.perconapg.event.Event;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithControlPlane
class LeaseHandoverIT {

  private static final String LEASE = "08db3feb.percona.com";

  @TempDir Path folder;

  /** At an operator's real speed: only there is a Lease that runs out much later than this. */
  @ParameterizedTest
  @EnumSource(names = {"V2_7", "V3_0"})
  @Tag(WithControlPlane.FULL)
  void theNextOperatorLeadsLongBeforeTheLeaseOfTheFormerOneHasRunOut(OperatorRelease release) {
    var options = PlaneOptions.defaults().withStandIn(new StandInOptions(1));
    try (var plane = ControlPlane.start(options);
        var client = plane.newClient()) {
      var scene =
          OperatorFixture.of(plane, "pgo", folder)
              .chart(StandInChart.of(release))
              .timeout(Duration.ofMinutes(2));
      scene.deploy();
      var former = lease(client, "pgo");

      var changed = Instant.now();
      scene.values(Map.of("logStructured", true)).deploy();

      var now = lease(client, "pgo");
      assertThat(now.getMetadata().getUid()).isEqualTo(former.getMetadata().getUid());
      assertThat(now.getSpec().getHolderIdentity())
          .isNotEqualTo(former.getSpec().getHolderIdentity());
      assertThat(Duration.between(changed, now.getSpec().getAcquireTime().toInstant()))
          .isLessThan(Duration.ofSeconds(release.leaseSeconds()).dividedBy(2));
      assertThat(scene.events())
          .filteredOn(Event.LeaseReleased.class::isInstance)
          .singleElement()
          .isEqualTo(new Event.LeaseReleased("pgo/" + LEASE, podOf(former)));
    }
  }

  @Test
  void theLeaseOfAPodThatWasRemovedByForceIsWaitedFor(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder);
    scene.deploy();
    var former = lease(client, namespace);
    var mark = audit.mark();

    var other = scene.values(Map.of("logStructured", true));
    var pod = client.pods().inNamespace(namespace).withName(podOf(former));
    var done = other.deploy(OnEvent.whenBegins("release", () -> pod.withGracePeriod(0).delete()));
    assertThat(done).isInstanceOf(DeployResult.Upgraded.class);

    assertThat(warnings(other))
        .anyMatch(w -> w.contains(podOf(former) + " disappeared") && w.contains("it expires"));
    onlyTheOperatorWrites(audit, mark, namespace);
  }

  /** One that is gone, and one that lives and is somebody else's. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLeaseThatNoPodOfTheOperatorHoldsIsLeft(
      boolean alive,
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace) {
    var scene =
        OperatorFixture.of(plane, namespace, folder)
            .failing(Failure.NEVER_LEADS)
            .readiness(Readiness.AVAILABLE);
    scene.deploy();
    if (alive) {
      var unused = client.resource(stranger(namespace)).create();
    }
    var held = client.resource(leaseOf("stranger_1", namespace)).create();
    var mark = audit.mark();

    scene.values(Map.of("logStructured", true)).deploy();

    assertThat(warnings(scene))
        .anyMatch(w -> w.contains("held by stranger_1, which is not a pod of this operator"));
    onlyTheOperatorWrites(audit, mark, namespace);
    assertThat(lease(client, namespace)).isEqualTo(held);
  }

  private static void onlyTheOperatorWrites(AuditLog audit, AuditLog.Mark mark, String namespace) {
    assertThat(audit.writesSince(mark))
        .filteredOn(e -> e.namespace().equals(namespace) && e.name().equals(LEASE))
        .allMatch(e -> e.isFromThePlane());
  }

  private static Pod stranger(String namespace) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("stranger")
        .endMetadata()
        .withNewSpec()
        .addToNodeSelector("disk", "absent")
        .addNewContainer()
        .withName("main")
        .withImage("example.invalid/stranger:1")
        .endContainer()
        .endSpec()
        .build();
  }

  private static Lease leaseOf(String holder, String namespace) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(LEASE)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(holder)
        .withLeaseDurationSeconds(15)
        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
        .endSpec()
        .build();
  }

  private static Lease lease(KubernetesClient client, String namespace) {
    return client.leases().inNamespace(namespace).withName(LEASE).require();
  }

  private static String podOf(Lease lease) {
    var holder = Objects.requireNonNull(lease.getSpec().getHolderIdentity());
    return holder.substring(0, holder.lastIndexOf('_'));
  }

  private static List<String> warnings(OperatorFixture scene) {
    return scene.events().stream()
        .filter(Event.Warned.class::isInstance)
        .map(event -> ((Event.Warned) event).message())
        .toList();
  }
}
