package io.github.perconapg.maven.parameter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.HttpSettings;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sonatype.plexus.components.sec.dispatcher.SecDispatcher;
import org.sonatype.plexus.components.sec.dispatcher.SecDispatcherException;

class SettingsHttpTest {

  private final Settings settings = new Settings();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void aServersPasswordIsDecryptedAndStandsUnderItsId() {
    settings.addServer(server("charts.example.com", "{c2VjcmV0}"));

    var credentials = requireNonNull(http().credentials().get("charts.example.com"));
    assertThat(credentials.getUserName()).isEqualTo("me");
    assertThat(credentials.getPassword()).containsExactly("decrypted c2VjcmV0".toCharArray());
    assertThat(warnings).isEmpty();
  }

  @Test
  void aPasswordThatCannotBeDecryptedIsNotUsedAndNotPrinted() {
    settings.addServer(server("charts.example.com", "{broken}"));

    assertThat(http().credentials()).isEmpty();
    assertThat(warnings).singleElement().asString().contains("charts.example.com");
    assertThat(warnings.toString()).doesNotContain("broken}");
  }

  @Test
  void aServerWithoutPasswordIsNoCredential() {
    var server = new Server();
    server.setId("charts.example.com");
    settings.addServer(server);

    assertThat(http().credentials()).isEmpty();
  }

  @Test
  void withoutAnActiveProxyTheJvmDecides() {
    var proxy = proxy("http", "proxy.example.com");
    proxy.setActive(false);
    settings.addProxy(proxy);

    assertThat(http().proxy()).isSameAs(ProxySelector.getDefault());
  }

  @Test
  void aProxyForHttpServesHttpsToo() {
    settings.addProxy(proxy("http", "proxy.example.com"));

    assertThat(chosen("https://charts.example.com/index.yaml")).isEqualTo("proxy.example.com:3128");
    assertThat(chosen("http://charts.example.com/index.yaml")).isEqualTo("proxy.example.com:3128");
  }

  @Test
  void aProxyForHttpsIsPreferredForHttps() {
    settings.addProxy(proxy("http", "one.example.com"));
    settings.addProxy(proxy("https", "two.example.com"));

    assertThat(chosen("https://charts.example.com/")).isEqualTo("two.example.com:3128");
    assertThat(chosen("http://charts.example.com/")).isEqualTo("one.example.com:3128");
  }

  @Test
  void hostsThatSettingsExemptAreReachedDirectly() {
    var proxy = proxy("http", "proxy.example.com");
    proxy.setNonProxyHosts("localhost|*.internal.example.com");
    settings.addProxy(proxy);

    assertThat(chosen("https://charts.internal.example.com/")).isEqualTo("direct");
    assertThat(chosen("https://LOCALHOST/")).isEqualTo("direct");
    assertThat(chosen("https://internal.example.com/")).isEqualTo("proxy.example.com:3128");
  }

  @Test
  void theProxysOwnCredentialsAreKeptApart() {
    var proxy = proxy("http", "proxy.example.com");
    proxy.setUsername("me");
    proxy.setPassword("{cHJveHk}");
    settings.addProxy(proxy);

    assertThat(http().proxyCredentials()).containsOnlyKeys("proxy.example.com:3128");
    assertThat(http().credentials()).isEmpty();
  }

  @Test
  void theCaBundleIsPassedOn() {
    assertThat(http().caBundle()).isEqualTo(Path.of("/ca.pem"));
  }

  @Test
  void aMirrorStandsInForTheHostsThatItNames() {
    settings.addMirror(mirror("central,Percona.GitHub.io", "https://proxy.example.com/charts"));
    settings.addServer(server("mirror", "secret"));

    assertThat(http().mirrors())
        .containsExactly(
            Map.entry("percona.github.io", URI.create("https://proxy.example.com/charts/")));
    assertThat(http().credentials()).containsKey("proxy.example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "external:*", "central", "*,!percona.github.io"})
  void aMirrorOfMavenRepositoriesIsNoneOfChartRepositories(String mirrorOf) {
    settings.addMirror(mirror(mirrorOf, "https://proxy.example.com/maven"));
    assertThat(http().mirrors()).isEmpty();
  }

  private static Mirror mirror(String mirrorOf, String url) {
    var mirror = new Mirror();
    mirror.setId("mirror");
    mirror.setMirrorOf(mirrorOf);
    mirror.setUrl(url);
    return mirror;
  }

  private HttpSettings http() {
    return SettingsHttp.of(settings, decrypter(), Path.of("/ca.pem"), warnings::add);
  }

  private String chosen(String uri) {
    var proxy = requireNonNull(http().proxy()).select(URI.create(uri)).get(0);
    return proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : "direct";
  }

  private static Server server(String id, String password) {
    var server = new Server();
    server.setId(id);
    server.setUsername("me");
    server.setPassword(password);
    return server;
  }

  private static Proxy proxy(String protocol, String host) {
    var proxy = new Proxy();
    proxy.setId(host);
    proxy.setProtocol(protocol);
    proxy.setHost(host);
    proxy.setPort(3128);
    return proxy;
  }

  /** Maven's own decrypter on a cipher that is easy to read. */
  private static SettingsDecrypter decrypter() {
    SecDispatcher dispatcher =
        text -> {
          if (text.equals("{broken}")) {
            throw new SecDispatcherException("cannot decrypt " + text);
          }
          return text.startsWith("{") ? "decrypted " + text.replaceAll("[{}]", "") : text;
        };
    return new DefaultSettingsDecrypter(dispatcher);
  }
}
