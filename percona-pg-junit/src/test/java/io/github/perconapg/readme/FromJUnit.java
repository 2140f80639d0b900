package io.github.perconapg.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.junit.PerconaPgOperator;
import io.github.perconapg.model.Outputs;
import org.junit.jupiter.api.Test;

/** What the README shows; compiled, and run by no build, since it needs a cluster. */
final class FromJUnit {

  private FromJUnit() {}

  // snippet: use
  @PerconaPgOperator(manifest = "percona-postgresql-operator.yaml", ownNamespace = true)
  static class OrdersIT {

    @Test
    void theOperatorIsThere(Outputs outputs, KubernetesClient client) {
      var deployments = client.apps().deployments().inNamespace(outputs.namespace());
      assertThat(deployments.withName(outputs.deployment()).get()).isNotNull();
    }
  }
  // end: use
}
