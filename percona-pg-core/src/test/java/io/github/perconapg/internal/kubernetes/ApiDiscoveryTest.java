package io.github.perconapg.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.github.perconapg.internal.kubernetes.ApiDiscovery.Resource;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiDiscoveryTest {

  private static final String CORE =
      """
      {"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1",
      "resources":[{"resource":"endpoints","responseKind":{"group":"","version":"","kind":"Endpoints"},
      "scope":"Namespaced","singularResource":"endpoints","verbs":["get"]}]}]}]}\
      """;

  private static final String GROUPS =
      """
      {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"odd.example.test"},"versions":[
      {"version":"v2","resources":[{"resource":"oxen","responseKind":{"group":"odd.example.test",
      "version":"v2","kind":"Ox"},"scope":"Cluster","singularResource":"ox","verbs":["get"],
      "subresources":[{"subresource":"status","responseKind":{"kind":"Ox"},"verbs":["get"]}]}]}]}]}\
      """;

  private final FakeApiServer server;

  ApiDiscoveryTest() throws IOException {
    server = new FakeApiServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void readsAllKindsInTwoRequests() {
    server.answer(200, CORE).answer(200, GROUPS);
    assertServed();
    assertThat(server.requests())
        .extracting(FakeApiServer.Request::path)
        .containsExactly("/api", "/apis");
  }

  @Test
  void readsTheGroupsOneByOneOfAServerThatKnowsNoBetter() {
    olderServer()
        .answer(
            200,
            "{\"resources\":[{\"name\":\"oxen/status\",\"namespaced\":false,\"kind\":\"Ox\"},"
                + "{\"name\":\"oxen\",\"namespaced\":false,\"kind\":\"Ox\"}]}");
    assertServed();
    assertThat(server.requests())
        .extracting(FakeApiServer.Request::path)
        .containsExactly("/api", "/api/v1", "/apis", "/apis/odd.example.test/v2");
  }

  @Test
  void leavesOutAGroupWhoseOwnServerIsDown() {
    olderServer().refuse(503, "service unavailable");
    var config = Config.empty();
    config.setRequestRetryBackoffLimit(0);
    try (var http = new KubernetesClientBuilder().withConfig(config).build()) {
      var discovery = new ApiDiscovery(new ApiRequests(http.getHttpClient(), server.url()));
      assertThat(discovery.find("v1", "Endpoints")).contains(new Resource("endpoints", true));
      assertThat(discovery.find("odd.example.test/v2", "Ox")).isEmpty();
    }
  }

  /** Answers as a server that lists its groups, and not the kinds of them. */
  private FakeApiServer olderServer() {
    return server
        .answer(200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}")
        .answer(
            200,
            "{\"resources\":[{\"name\":\"endpoints\",\"namespaced\":true,\"kind\":\"Endpoints\"}]}")
        .answer(
            200,
            "{\"kind\":\"APIGroupList\",\"groups\":[{\"name\":\"odd.example.test\",\"versions\":["
                + "{\"groupVersion\":\"odd.example.test/v2\",\"version\":\"v2\"}]}]}");
  }

  private void assertServed() {
    try (var http = new KubernetesClientBuilder().build()) {
      var discovery = new ApiDiscovery(new ApiRequests(http.getHttpClient(), server.url()));
      assertThat(discovery.find("v1", "Endpoints")).contains(new Resource("endpoints", true));
      assertThat(discovery.find("odd.example.test/v2", "Ox")).contains(new Resource("oxen", false));
      assertThat(discovery.find("odd.example.test/v1", "Ox")).isEmpty();
    }
  }
}
