package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFetcherTest {

  private static final PasswordAuthentication USER =
      new PasswordAuthentication("user", "canary-password".toCharArray());
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString("user:canary-password".getBytes(StandardCharsets.UTF_8));
  private static final byte[] BODY = {1, 2, 3};

  private final ChartServer server = ChartServer.http();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetchesAFile() {
    server.file("/a", BODY);
    assertThat(get(HttpSettings.defaults(), server.at("/a"))).isEqualTo(BODY);
  }

  @Test
  void tellsThatThereIsNone() {
    assertThat(get(HttpSettings.defaults(), server.at("/a"))).isNull();
  }

  @Test
  void sendsCredentialsToTheirHost() {
    server.file("/a", BODY);
    get(HttpSettings.defaults().credentials(Map.of("LOCALHOST", USER)), server.at("/a"));
    assertThat(server.seen().get(0).authorization()).isEqualTo(BASIC);
  }

  @Test
  void sendsCredentialsToTheirPortOnly() {
    server.file("/a", BODY);
    get(HttpSettings.defaults().credentials(Map.of("localhost:1", USER)), server.at("/a"));
    assertThat(server.seen().get(0).authorization()).isNull();
  }

  @Test
  void doesNotCarryCredentialsToAnotherHost() {
    server.redirect("/a", server.elsewhere("/b").toString()).file("/b", BODY);

    var settings = HttpSettings.defaults().credentials(Map.of("localhost", USER));

    assertThat(get(settings, server.at("/a"))).isEqualTo(BODY);
    assertThat(server.seen().get(0).authorization()).isEqualTo(BASIC);
    assertThat(server.seen().get(1).authorization()).isNull();
  }

  @Test
  void followsARelativeRedirect() {
    server.redirect("/x/a", "../b").file("/b", BODY);
    assertThat(get(HttpSettings.defaults(), server.at("/x/a"))).isEqualTo(BODY);
  }

  @Test
  void stopsAtACircleOfRedirects() {
    server.redirect("/a", "/a");
    assertThat(problem(HttpSettings.defaults(), server.at("/a")).summary())
        .contains("redirects more than 5 times");
    assertThat(server.seen()).hasSize(6);
  }

  @Test
  void doesNotFollowARedirectToAnUnprotectedHost() {
    server.redirect("/a", "http://charts.example.com/b");
    assertThat(problem(HttpSettings.defaults(), server.at("/a")).summary())
        .contains("redirects to http://charts.example.com/b", "loopback only");
  }

  @Test
  void doesNotFollowARedirectToAFile() {
    server.redirect("/a", "file:///etc/passwd");
    assertThat(problem(HttpSettings.defaults(), server.at("/a")).summary())
        .contains("redirects to \"file\"", "https only");
  }

  @Test
  void doesNotFollowARedirectToNowhere() {
    server.status("/a", 302);
    assertThat(problem(HttpSettings.defaults(), server.at("/a")).summary())
        .contains("redirects to something that is no address");
  }

  @Test
  void saysThatCredentialsAreMissing() {
    server.status("/a", 401);
    var problem = problem(HttpSettings.defaults(), server.at("/a"));
    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_CREDENTIALS);
    assertThat(problem.summary()).contains("localhost:" + server.port(), "HTTP 401");
    assertThat(problem.facts().get(0)).contains("none were sent");
  }

  @Test
  void saysThatCredentialsAreRefusedWithoutShowingThem() {
    server.status("/a", 403);
    var settings = HttpSettings.defaults().credentials(Map.of("localhost", USER));
    var problem = problem(settings, server.at("/a"));
    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_CREDENTIALS);
    assertThat(problem.facts().get(0)).contains("were sent");
    assertThat(problem.render() + settings).doesNotContain("canary").doesNotContain("dXNlcj");
  }

  @Test
  void namesAStatusThatHelpsNobody() {
    server.status("/a", 503);
    var problem = problem(HttpSettings.defaults(), server.at("/a"));
    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_UNREACHABLE);
    assertThat(problem.summary()).contains("HTTP 503");
  }

  @Test
  void keepsAQueryOutOfMessages() {
    server.status("/a", 503);
    assertThat(problem(HttpSettings.defaults(), server.at("/a?token=canary")).render())
        .doesNotContain("canary");
  }

  @Test
  void refusesAnAnswerThatIsTooLong() {
    server.file("/a", new byte[(1 << 20) + 1]);
    assertThat(problem(HttpSettings.defaults(), server.at("/a")).summary())
        .contains("longer than 1 MiB");
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    var address = URI.create("http://localhost:" + unusedPort() + "/a");
    var problem = problem(HttpSettings.defaults(), address);
    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_UNREACHABLE);
    assertThat(problem.summary()).contains(address.toString(), "connection was refused");
    assertThat(problem.facts()).isEmpty();
  }

  @Test
  void namesTheProxyThatDoesNotAnswer() throws IOException {
    var port = unusedPort();
    var settings = HttpSettings.defaults().proxy(proxy(port));
    assertThat(problem(settings, server.at("/a")).facts())
        .containsExactly("The request went through the proxy localhost:" + port + ".");
  }

  @Test
  void goesThroughAProxyWithItsOwnCredentials() {
    try (var proxy = ChartServer.http().file("/a", BODY)) {
      var settings =
          HttpSettings.defaults()
              .proxy(proxy(proxy.port()))
              .proxyCredentials(Map.of("localhost:" + proxy.port(), USER));

      assertThat(get(settings, server.at("/a"))).isEqualTo(BODY);

      assertThat(proxy.seen().get(0).proxyAuthorization()).isEqualTo(BASIC);
      assertThat(proxy.seen().get(0).authorization()).isNull();
      assertThat(server.seen()).isEmpty();
    }
  }

  @Test
  void saysThatTheProxyWantsCredentials() {
    try (var proxy = ChartServer.http().status("/a", 407)) {
      var problem = problem(HttpSettings.defaults().proxy(proxy(proxy.port())), server.at("/a"));
      assertThat(problem.code()).isEqualTo(ProblemCode.CHART_CREDENTIALS);
      assertThat(problem.summary()).contains("The proxy localhost:" + proxy.port(), "HTTP 407");
      assertThat(problem.remedy()).contains("settings.xml", HttpFetcher.TUNNEL_SCHEMES);
    }
  }

  @Test
  void givesUpOnAnAnswerThatNeverEnds() {
    var end = new CountDownLatch(1);
    server.answer(
        "/a",
        exchange -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().flush();
          await(end);
        });
    var settings = HttpSettings.defaults().requestTimeout(Duration.ofMillis(500));
    assertThat(problem(settings, server.at("/a")).summary()).contains("no complete answer within");
    end.countDown();
  }

  @Test
  void staysInterrupted() {
    server.file("/a", BODY);
    Thread.currentThread().interrupt();
    var problem = problem(HttpSettings.defaults(), server.at("/a"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(problem.code()).isEqualTo(ProblemCode.INTERRUPTED);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is being stopped
    }
  }

  private static byte @Nullable [] get(HttpSettings settings, URI address) {
    return new HttpFetcher(settings).get(address, 1 << 20);
  }

  private static Problem problem(HttpSettings settings, URI address) {
    return catchThrowableOfType(PerconaPgException.class, () -> get(settings, address)).problem();
  }

  private static ProxySelector proxy(int port) {
    return ProxySelector.of(new InetSocketAddress("localhost", port));
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
