package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What verify sees of a release, and which other checks fail with it: most often none. */
@WithControlPlane
class VerifyReleaseIT {

  private static final String PROVEN = "percona-pg/proven";

  private final KubernetesClient client;
  private final LiveCluster live;
  private final OperatorFixture scene;

  VerifyReleaseIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.live = new LiveCluster(client, namespace);
    this.scene = OperatorFixture.of(plane, namespace, folder);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withoutAReleaseNothingElseFails() {
    live.createNamespace();
    // Whether the definitions are there depends on the other tests.
    var others = EnumSet.allOf(Check.class);
    others.removeAll(Check.named("definitions"));
    Checks.fail(scene.verify(scene.looking().checks(others)), Check.RELEASE_DEPLOYED);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPendingRevisionIsNotDeployedAndWasNeverSeenToWork() {
    scene.deploy();
    client.resource(Records.as(live.record(1), 2, "pending-upgrade", "cut off")).create();
    Checks.fail(scene.verify(), Check.RELEASE_DEPLOYED, Check.RELEASE_PROVEN);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void otherValuesAreNotWhatIsWanted() {
    scene.deploy();
    Checks.fail(scene.values(Map.of("logLevel", "DEBUG")).verify(), Check.RELEASE_WANTED);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRevisionWithoutItsMarkIsNotProvenUntilSomebodyGivesItBack() {
    scene.deploy();
    var mark = Objects.requireNonNull(live.record(1).getMetadata().getLabels()).get(PROVEN);
    mark(null);
    Checks.fail(scene.verify(), Check.RELEASE_PROVEN);

    var waiting =
        CompletableFuture.supplyAsync(
            () -> scene.verify(scene.looking().waitFor(Duration.ofSeconds(40))));
    LiveCluster.untilTrue(() -> !scene.waits("verify").isEmpty());
    mark(mark);
    assertThat(waiting.join().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anObjectThatIsNotAsRenderedHasDrifted() {
    scene.deploy();
    editRole(role -> role.getMetadata().getLabels().put("app.kubernetes.io/version", "0"));
    Checks.fail(scene.verify(), Check.DRIFT);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRoleThatGivesLessThanRenderedHasDriftedAsWell() {
    scene.deploy();
    editRole(role -> role.getRules().removeIf(rule -> rule.getApiGroups().contains("policy")));
    Checks.fail(scene.verify(), Check.DRIFT, Check.OPERATOR_RIGHTS);
  }

  private void mark(@Nullable String value) {
    LiveCluster.edit(
        client.resource(live.record(1)),
        record -> {
          if (value == null) {
            record.getMetadata().getLabels().remove(PROVEN);
          } else {
            record.getMetadata().getLabels().put(PROVEN, value);
          }
          return record;
        });
  }

  private void editRole(Consumer<Role> change) {
    LiveCluster.edit(
        client.rbac().roles().inNamespace(live.namespace()).withName(LiveCluster.NAME),
        role -> {
          change.accept(role);
          return role;
        });
  }
}
