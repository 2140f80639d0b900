package io.github.perconapg.internal.kubernetes;

import static io.github.perconapg.internal.kubernetes.TestSite.CANARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.perconapg.event.Event;
import io.github.perconapg.internal.kubeconfig.ClusterEntry;
import io.github.perconapg.internal.kubeconfig.KubeContext;
import io.github.perconapg.internal.kubeconfig.StaticCredential;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told about each request. */
class TraceTest {

  @TempDir Path folder;

  @Test
  void everyRequestIsToldWithMethodPathStatusAndDuration() {
    try (var server = TestApiServer.http()) {
      var site = site("http://localhost:" + server.port());
      server.answer(request -> new TestApiServer.Answer(404, "{}"));
      try (var connection = site.connect()) {
        var maps = connection.client().configMaps().inNamespace("pgo");
        assertThat(maps.withName("none").get()).isNull();
        assertThat(catchThrowable(() -> maps.withLabel("a", "b").list())).isNotNull();
      }
      assertThat(site.trace)
          .extracting(Event.RequestSent::method, Event.RequestSent::path, Event.RequestSent::status)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  "GET", "/api/v1/namespaces/pgo/configmaps/none", 404),
              org.assertj.core.groups.Tuple.tuple(
                  "GET", "/api/v1/namespaces/pgo/configmaps?labelSelector=a%3Db", 404));
      assertThat(site.trace)
          .allSatisfy(sent -> assertThat(sent.duration()).isGreaterThan(Duration.ZERO));
      assertThat(site.trace.toString()).doesNotContain(CANARY, "localhost");
    }
  }

  @Test
  void eachRetryIsToldAndARestartOfAKnownServerIsSurvived() {
    var calls = new AtomicInteger();
    try (var server = TestApiServer.http()) {
      server.answer(
          request -> new TestApiServer.Answer(calls.incrementAndGet() % 5 == 1 ? 200 : 503, "{}"));
      var site = site("http://localhost:" + server.port());
      try (var connection = site.connect()) {
        connection.client().raw("/version");
        connection.client().raw("/version");
      }
      assertThat(site.trace)
          .extracting(Event.RequestSent::status)
          .containsExactly(200, 503, 503, 503, 503, 200);
    }
  }

  @Test
  void aServerThatWasNeverThereIsToldAfterThreeAttempts() {
    var site = site("http://localhost:1");
    try (var connection = site.connect()) {
      var error = catchThrowable(() -> connection.client().raw("/version"));
      assertThat(connection.failure("asking", error))
          .hasMessageContaining("http://localhost:1 refused the connection")
          .hasMessageContaining(".kube/config");
    }
    assertThat(site.trace).extracting(Event.RequestSent::status).containsExactly(0, 0, 0);
  }

  @Test
  void http11IsSpokenBecauseTheJdkLosesARejectionInHttp2() {
    var server = java.net.URI.create("https://localhost:1");
    var context =
        new KubeContext(
            "dev",
            "here",
            new ClusterEntry(server, null, false, null, null, null),
            "me",
            StaticCredential.certificate(null),
            null);
    var builder = java.net.http.HttpClient.newBuilder();
    new ApiHttpClientFactory(context, new Exchanges(ExchangeLimits.DEFAULT), sent -> {})
        .additionalConfig(builder);
    assertThat(builder.build().version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_1_1);
  }

  private TestSite site(String address) {
    var site = new TestSite(folder);
    site.kubeconfig("dev", address, "", "token: " + CANARY);
    return site;
  }
}
