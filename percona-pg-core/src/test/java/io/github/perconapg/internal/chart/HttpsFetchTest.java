package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.internal.kubernetes.TestAuthority;
import io.github.perconapg.internal.kubernetes.TunnelProxy;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class HttpsFetchTest {

  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString("user:canary-password".getBytes(StandardCharsets.UTF_8));

  private ChartServer server = ChartServer.http();
  private Path bundle = Path.of("");

  @BeforeAll
  void start(@TempDir Path temp) throws IOException {
    var authority = new TestAuthority("test authority");
    server.close();
    server =
        ChartServer.https(authority.issue("server", "localhost").tls())
            .file("/a", new byte[] {1, 2, 3});
    bundle = Files.writeString(temp.resolve("ca.pem"), authority.pem());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void trustsTheAuthoritiesOfTheBundle() {
    assertThat(get(HttpSettings.defaults().caBundle(bundle), server.at("/a"))).isEqualTo(3);
  }

  @Test
  void doesNotTrustAnUnknownAuthorityAndNamesTheBundle() {
    var problem = problem(HttpSettings.defaults(), server.at("/a"));
    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_UNREACHABLE);
    assertThat(problem.summary()).contains("secure connection failed", "certification path");
    assertThat(problem.remedy()).contains("CA bundle");
  }

  @Test
  void doesNotFollowARedirectToHttp() {
    try (var plain = ChartServer.http()) {
      server.redirect("/down", plain.at("/a").toString());
      var problem = problem(HttpSettings.defaults().caBundle(bundle), server.at("/down"));
      assertThat(problem.summary()).contains("redirects from https to " + plain.at("/a"));
      assertThat(plain.seen()).isEmpty();
    }
  }

  @Test
  void refusesABundleWithoutCertificates(@TempDir Path temp) throws IOException {
    var empty = Files.writeString(temp.resolve("empty.pem"), "");
    var problem = problem(HttpSettings.defaults().caBundle(empty), server.at("/a"));
    assertThat(problem.code()).isEqualTo(ProblemCode.OPTION_INVALID);
    assertThat(problem.summary()).contains(empty.toString(), "holds no certificate");
  }

  @Test
  void refusesABundleThatIsNotThere(@TempDir Path temp) {
    var missing = temp.resolve("missing.pem");
    var problem = problem(HttpSettings.defaults().caBundle(missing), server.at("/a"));
    assertThat(problem.summary()).contains(missing.toString(), "NoSuchFile");
  }

  @Test
  void opensATunnelThroughAProxyThatWantsCredentials() throws Exception {
    try (var proxy = TunnelProxy.demanding(BASIC)) {
      server.seen().clear();
      var output = inItsOwnJvm(proxy, "with");
      assertThat(output).contains("fetched 3");
      assertThat(proxy.lines().get(0)).startsWith("CONNECT localhost:" + server.port());
      assertThat(server.seen()).hasSize(1);
      assertThat(server.seen().get(0).proxyAuthorization()).isNull();
    }
  }

  @Test
  void saysThatTheTunnelNeedsCredentials() throws Exception {
    try (var proxy = TunnelProxy.demanding(BASIC)) {
      var output = inItsOwnJvm(proxy, "without");
      assertThat(output).contains("[chart-credentials]", "The proxy localhost:" + proxy.port());
    }
  }

  /** The JDK reads once for each JVM whether basic credentials may open a tunnel. */
  private String inItsOwnJvm(TunnelProxy proxy, String credentials) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FetchMain.class.getName(),
                server.at("/a").toString(),
                String.valueOf(proxy.port()),
                bundle.toString(),
                credentials)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int get(HttpSettings settings, URI address) {
    var body = new HttpFetcher(settings).get(address, 1 << 20);
    return body == null ? -1 : body.length;
  }

  private static Problem problem(HttpSettings settings, URI address) {
    return catchThrowableOfType(PerconaPgException.class, () -> get(settings, address)).problem();
  }
}
