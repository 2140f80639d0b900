package io.github.perconapg.internal.kubeconfig;

import static io.github.perconapg.internal.kubernetes.TestSite.CANARY;
import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.TestApiServer;
import io.github.perconapg.internal.kubernetes.TestAuthority;
import io.github.perconapg.internal.kubernetes.TestSite;
import io.github.perconapg.internal.kubernetes.TunnelProxy;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way through a proxy. */
class ProxyTest {

  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  @TempDir Path folder;

  @Test
  void theKubeconfigsProxyIsUsed() throws IOException {
    try (var server = TestApiServer.https(AUTHORITY.issue("server", "localhost"));
        var proxy = TunnelProxy.open()) {
      var site = site("https://localhost:" + server.port(), "proxy-url: " + proxy.address());
      try (var connection = site.connect()) {
        connection.client().raw("/version");
      }
      assertThat(proxy.lines()).containsExactly("CONNECT localhost:" + server.port() + " HTTP/1.1");
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void aNameThatOnlyTheProxyKnowsIsLeftToIt() throws IOException {
    try (var server = TestApiServer.https(AUTHORITY.issue("server", "api.internal.invalid"));
        var proxy = TunnelProxy.to(server.port())) {
      var site = site("https://api.internal.invalid", "proxy-url: " + proxy.address());
      try (var connection = site.connect()) {
        connection.client().raw("/version");
      }
      assertThat(proxy.lines()).containsExactly("CONNECT api.internal.invalid:443 HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"socks5://proxy:1080", "https://proxy:3128", "http://me:canary-5ecret@proxy:3128"})
  void aProxyThatJavaCannotUseIsRefusedByName(String address) {
    var site = site("https://api:6443", "proxy-url: " + address);
    assertThat(refused(ProblemCode.CREDENTIAL_UNSUPPORTED, site::connect))
        .hasMessageContaining("proxy-url");
  }

  @Test
  void aProxyAddressThatIsNoneIsRefusedAndNotQuoted() {
    refused(
        ProblemCode.KUBECONFIG_INVALID,
        site("https://api:6443", "proxy-url: \"http://me:" + CANARY + " @proxy\"")::connect);
  }

  @Test
  void aProxyOfTheEnvironmentThatJavaCannotUseIsRefusedByName() {
    var site = site("https://api:6443", "");
    site.variables.put("https_proxy", "socks5://proxy:1080");
    assertThat(refused(ProblemCode.CREDENTIAL_UNSUPPORTED, site::connect))
        .hasMessageContaining("https_proxy");
  }

  @Test
  void aProxyThatDoesNotConnectIsNamedWithWhatNamesIt() throws IOException {
    try (var proxy = TunnelProxy.refusing()) {
      var site = site("https://api.internal.invalid", "");
      site.variables.put("HTTPS_PROXY", proxy.address());
      try (var connection = site.connect()) {
        var problem = failureOf(connection);
        assertThat(problem.code()).isEqualTo(ProblemCode.API_SERVER_UNREACHABLE);
        assertThat(problem.render())
            .contains("the proxy did not connect to it", "502")
            .contains("the proxy " + proxy.address() + " (from the variable HTTPS_PROXY)")
            .contains("NO_PROXY");
      }
    }
  }

  @Test
  void aProxyThatIsDownIsNamedWithWhatNamesIt() throws IOException {
    var proxy = TunnelProxy.open();
    proxy.close();
    var site = site("https://api.internal.invalid", "proxy-url: " + proxy.address());
    try (var connection = site.connect()) {
      assertThat(failureOf(connection).render())
          .containsPattern(
              "the proxy " + proxy.address() + " \\(from proxy-url in .*config:\\d+:\\d+\\)");
    }
  }

  @Test
  void aProxyThatAsksForAPasswordIsNotTakenForTheServer() throws IOException {
    try (var proxy = TunnelProxy.demanding("Basic eDp5")) {
      var site = site("https://api.internal.invalid", "proxy-url: " + proxy.address());
      try (var connection = site.connect()) {
        assertThat(failureOf(connection).render())
            .contains("the proxy requires a password", proxy.address());
      }
    }
  }

  private static Problem failureOf(Connection connection) {
    var error = catchThrowable(() -> connection.api().get("/version"));
    return connection.failure("asking", error).problem();
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, '', true",
    "https://api.example.com, example.com, false",
    "https://api.example.com, .example.com, false",
    "https://api.example.com, *.example.com, false",
    "https://example.com, .example.com, true",
    "https://example.com, *.example.com, true",
    "https://example.com, example.com, false",
    "https://API.Example.COM, EXAMPLE.com, false",
    "https://api.example.com, ple.com, true",
    "https://api.example.com, 'other.com, example.com', false",
    "https://api.example.com, 'other.com example.com', true",
    "https://api.example.com, '10.0.0.0/8,*', false",
    "https://api.example.com, '*,10.0.0.0/8', false",
    "https://api.example.com:6443, example.com:6443, false",
    "https://api.example.com:6443, .example.com:6443, false",
    "https://api.example.com:6443, *.example.com:6443, false",
    "https://api.example.com:6443, example.com:443, true",
    "https://api.example.com, example.com:443, false",
    "https://api.example.com, ':443', true",
    "https://api.xn--bcher-kva.example, bücher.example, false",
    "https://10.1.2.3, 10.0.0.0/8, false",
    "https://11.1.2.3, 10.0.0.0/8, true",
    "https://10.1.2.3, 10.1.2.3, false",
    "https://10.1.2.3:6443, 10.1.2.3:6443, false",
    "https://10.1.2.3:6443, 10.1.2.3:443, true",
    "https://10.1.2.3, 10.0.0.0/33, true",
    "https://10.1.2.3, 10.0.0.0/, true",
    "https://[fd00::1]:6443, fd00::/8, false",
    "https://[fd00::1]:6443, fe00::/8, true",
    "https://[fd00::1]:6443, fd00:0::1, false",
    "https://[fd00::1]:6443, '[fd00::1]:6443', false",
    "https://[fd00::1]:6443, '[fd00::1]:443', true",
    "https://[fd00::1]:6443, '[fd00::1]', false",
    "https://localhost, '', false",
    "https://127.0.0.1, '', false",
    "https://127.9.9.9, '', false",
    "https://[::1]:6443, '', false",
    "http://api.example.com, '', false",
  })
  void theEnvironmentsProxyFollowsKubectlsRules(String server, String noProxy, boolean used) {
    var variables = Map.of("HTTPS_PROXY", "proxy:3128", "no_proxy", noProxy);
    var proxy = Proxy.of(URI.create(server), variables);
    assertThat(proxy == null ? "" : proxy.toString())
        .isEqualTo(used ? "http://proxy:3128 (from the variable HTTPS_PROXY)" : "");
  }

  private TestSite site(String address, String clusterFields) {
    var site = new TestSite(folder);
    var ca = "certificate-authority-data: " + Pem.base64(AUTHORITY.pem());
    site.kubeconfig("dev", address, ca + "\n" + clusterFields, "token: " + CANARY);
    return site;
  }
}
