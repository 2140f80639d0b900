package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.problem.Problem;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other operators are named in whole sentences. */
class OperatorInventoryTest {

  private FakeApiServer server;
  private KubernetesClient client;
  private OperatorInventory others;

  @BeforeEach
  void find() throws IOException {
    server = new FakeApiServer();
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.empty()).withMasterUrl(server.url()).build())
            .build();
    server.answer(200, list("ns/percona-operator:2.7.0", "a", "operator"));
    server.answer(200, list("ns/postgres-operator:5.8.2", "b", "pgo"));
    others =
        OperatorInventory.find(
            new ApiRequests(client.getHttpClient(), server.url()), Set.of("c/own"));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void asNotes() {
    assertThat(others.notes())
        .containsExactly(
            "Another Percona operator a/operator (2.7.0) is on this cluster too; it watches a.",
            "Crunchy Data's operator b/pgo (5.8.2) is on this cluster too; it watches all"
                + " namespaces.");
  }

  @Test
  void inRefusalsAndLists() {
    assertThat(others.overlapping(Set.of("a")))
        .extracting(Problem::summary)
        .containsExactly(
            "Another Percona operator a/operator (2.7.0) watches a namespace that this operator"
                + " would watch",
            "Crunchy Data's operator b/pgo (5.8.2) watches a namespace that this operator would"
                + " watch");
    assertThat(others.shown()).noneMatch(text -> text.endsWith(","));
  }

  private static String list(String image, String namespace, String name) {
    return """
    {"items": [{"metadata": {"namespace": "%s", "name": "%s"},
      "spec": {"template": {"spec": {"containers": [{"name": "operator", "image": "%s"}]}}}}]}
    """
        .formatted(namespace, name, image);
  }
}
