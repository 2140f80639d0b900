package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.TestCluster;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may be tried on a cluster that is not ours: everything stays in a namespace of its own, and
 * definitions are created but never changed or deleted.
 */
@Tag(OperatorFixture.ANY_CHART)
@Tag(WithControlPlane.ANY_CLUSTER)
@WithControlPlane
class AnyClusterIT {

  @TempDir Path folder;

  @Test
  void anOperatorComesWorksStaysAndGoes(
      TestCluster cluster, KubernetesClient client, @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(cluster, namespace, folder).timeout(Duration.ofMinutes(5));

    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(scene.verify().healthy()).isTrue();
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(new LiveCluster(client, namespace).namespaceExists()).isFalse();
  }
}
