package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.kubernetes.TestAuthority;
import io.github.perconapg.internal.kubernetes.TunnelProxy;
import io.github.perconapg.model.HttpSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry, its token server and its archives behind a proxy; their names are unknown here. */
class OciProxyTest {

  private static final String REGISTRY = "registry.example.com";
  private static final String TOKENS = "tokens.example.com";

  @TempDir Path temp;
  private final byte[] archive = SampleChart.packed(SampleChart.files("2.7.0"));
  private final TunnelProxy proxy = TunnelProxy.open();
  private OciRegistry registry = new OciRegistry("");
  private HttpSettings settings = HttpSettings.defaults();

  OciProxyTest() throws IOException {}

  @BeforeEach
  void start() throws IOException {
    registry.close();
    var authority = new TestAuthority("test authority");
    var certificate = authority.issue("server", "localhost", "127.0.0.1", "*.example.com");
    var bundle = Files.writeString(temp.resolve("ca.pem"), authority.pem());
    registry = new OciRegistry(ChartServer.https(certificate.tls()), "user:canary-password");
    var user = new PasswordAuthentication("user", "canary-password".toCharArray());
    settings = settings.caBundle(bundle).credentials(Map.of(REGISTRY, user));
  }

  @AfterEach
  void stop() throws IOException {
    registry.close();
    proxy.close();
  }

  @Test
  void goesThroughTheProxyToTheRegistryToItsTokenServerAndToTheArchive() {
    registry.hosts(REGISTRY, TOKENS, "files.example.com");
    resolve("none");
    assertThat(tunnels()).containsOnly(REGISTRY, TOKENS, "files.example.com");
  }

  @Test
  void goesPastTheProxyToAHostThatIsExempt() {
    registry.hosts(REGISTRY, TOKENS, "127.0.0.1");
    resolve("127.0.0.1");
    assertThat(tunnels()).containsOnly(REGISTRY, TOKENS);
  }

  @Test
  void goesPastTheProxyToATokenServerThatIsExempt() {
    registry.hosts(REGISTRY, "localhost", "files.example.com");
    resolve("localhost");
    assertThat(tunnels()).containsOnly(REGISTRY, "files.example.com");
  }

  private void resolve(String exempt) {
    registry.push("2.7.0", archive, Sha256.of(archive));
    var charts = new Charts(Machine.at(temp), settings.proxy(allBut(exempt)));
    var chart = charts.resolve(ChartReference.parse(registry.reference(), "2.7.0"));
    assertThat(chart.version()).isEqualTo("2.7.0");
    assertThat(registry.server().seen())
        .extracting(ChartServer.Seen::path)
        .contains("/token", "/cdn");
  }

  /** The hosts to which the proxy was asked for a tunnel. */
  private List<String> tunnels() {
    return proxy.lines().stream()
        .map(line -> line.replaceFirst("^CONNECT ([^:]+):.*", "$1"))
        .toList();
  }

  private ProxySelector allBut(String exempt) {
    var address = new InetSocketAddress("localhost", proxy.port());
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return List.of(
            exempt.equals(uri.getHost()) ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, address));
      }

      @Override
      public void connectFailed(URI uri, SocketAddress to, IOException failure) {}
    };
  }
}
