package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts that Maven resolves, and charts for machines without a network. */
class ChartPullIT {

  private static final String PASSWORD = "canary-password";

  @TempDir Path folder;

  @Test
  void aChartAtCoordinatesComesFromTheLocalRepositoryAndIsHeldToItsDigest() throws IOException {
    var maven = Maven.ofThisRun();
    var place =
        Files.createDirectories(
            maven.repository().resolve("com/example/pg-operator-chart").resolve("2.7.0"));
    var archive = StandInChart.of(OperatorRelease.V2_7).writeArchive(folder);
    Files.copy(archive, place.resolve("pg-operator-chart-2.7.0.tgz"));
    var chart = "-Dpercona-pg.chart=com.example:pg-operator-chart:2.7.0";

    var pulled = maven.run(folder, goal(), chart).succeeded();
    var offline = maven.run(folder, "-o", goal(), chart).succeeded();
    var other =
        maven.run(folder, "-o", goal(), chart, "-Dpercona-pg.chartSha256=" + "0".repeat(64));
    var missing = maven.run(folder, "-o", goal(), chart.replace("2.7.0", "9.9.9")).failed();

    assertThat(folder.resolve("target/percona-pg/pg-operator-2.7.0.tgz"))
        .hasSameBinaryContentAs(archive);
    assertThat(pulled.output())
        .contains("SHA-256 ", "mvn -o percona-pg:deploy -Dpercona-pg.chart=pg-operator-2.7.0.tgz");
    assertThat(offline.output()).contains("SHA-256 ");
    assertThat(other.failed().output()).contains("chart-digest-mismatch", "chartSha256");
    assertThat(missing.output())
        .contains("Maven cannot resolve the chart com.example:pg-operator-chart:tgz:9.9.9")
        .contains("[chart-not-found]");
  }

  @Test
  void offlineNoRepositoryIsAsked() {
    var ran = Maven.ofThisRun().env("XDG_CACHE_HOME", folder.toString());
    var online = ran.run(folder, Readme.coordinates() + ":help").succeeded();
    var refused = ran.run(folder, "-o", goal()).failed();

    assertThat(online.output()).contains("percona-pg");
    assertThat(refused.output())
        .contains("https://percona.github.io/percona-helm-charts/index.yaml is not asked")
        .contains("offline");
  }

  @Test
  void aPrivateRegistryIsAskedWithTheEncryptedPasswordOfItsServer() throws Exception {
    var archive = StandInChart.of(OperatorRelease.V2_7).writeArchive(folder);
    var security = "-Dsettings.security=" + folder.resolve("settings-security.xml");
    var maven = knowsTheRegistry();
    var master = encrypted(maven.run(folder, "--encrypt-master-password", "canary-master"));
    Files.writeString(
        folder.resolve("settings-security.xml"),
        "<settingsSecurity><master>" + master + "</master></settingsSecurity>");
    var password = encrypted(maven.run(folder, security, "--encrypt-password", PASSWORD));
    try (var registry = new PrivateRegistry(folder, "ci", PASSWORD, Files.readAllBytes(archive))) {
      var chart = "-Dpercona-pg.chart=" + registry.reference();
      var trusted = "-Dpercona-pg.caBundle=" + registry.bundle();

      var untrusted = maven.withSettings(server(password)).run(folder, security, goal(), chart);
      var wrong =
          maven.withSettings(server("canary-wrong")).run(folder, security, goal(), chart, trusted);
      var pulled =
          maven.withSettings(server(password)).run(folder, security, goal(), chart, trusted);

      assertThat(untrusted.failed().output()).contains("secure connection failed", "CA bundle");
      assertThat(wrong.failed().output())
          .contains("its token server refuses", "were sent", "id is " + PrivateRegistry.HOST);
      assertThat(pulled.succeeded().output()).contains("SHA-256 ");
      assertThat(folder.resolve("target/percona-pg/pg-operator-2.7.0.tgz"))
          .hasSameBinaryContentAs(archive);
      assertThat(untrusted.text() + wrong.text() + pulled.text())
          .doesNotContain(PASSWORD, "canary-wrong", PrivateRegistry.TOKEN);
    }
  }

  @Test
  void aRegistryIsAskedThroughTheProxyOfSettingsUnlessItsHostIsExempt() throws Exception {
    var archive = StandInChart.of(OperatorRelease.V2_7).writeArchive(folder);
    var maven = knowsTheRegistry();
    try (var registry = new PrivateRegistry(folder, "ci", PASSWORD, Files.readAllBytes(archive));
        var proxy = new RefusingProxy()) {
      var chart = "-Dpercona-pg.chart=" + registry.reference();
      var trusted = "-Dpercona-pg.caBundle=" + registry.bundle();
      var settings = server(PASSWORD);
      settings.addProxy(proxy(proxy.port()));

      var through = maven.withSettings(settings).run(folder, goal(), chart, trusted);
      var asked = proxy.asked();
      settings.getProxies().get(0).setNonProxyHosts("localhost|*.EXAMPLE.com");
      var past = maven.withSettings(settings).run(folder, goal(), chart, trusted);

      assertThat(asked)
          .containsExactly("CONNECT " + PrivateRegistry.HOST + ":" + registry.port() + " HTTP/1.1");
      assertThat(through.failed().output())
          .contains("got: 502", "went through the proxy 127.0.0.1:" + proxy.port());
      assertThat(past.succeeded().output()).contains("SHA-256 ");
      assertThat(folder.resolve("target/percona-pg/pg-operator-2.7.0.tgz"))
          .hasSameBinaryContentAs(archive);
      assertThat(proxy.asked()).isEqualTo(asked);
    }
  }

  /** A Maven that has all that the goals need, and to which the registry's host has an address. */
  private Maven knowsTheRegistry() throws IOException {
    var hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 " + PrivateRegistry.HOST);
    var maven = Maven.ofThisRun().env("XDG_CACHE_HOME", folder.resolve("cache").toString());
    maven.run(folder, Readme.coordinates() + ":help").succeeded();
    return maven.jvmOption("-Djdk.net.hosts.file=" + hosts);
  }

  private static String encrypted(MavenResult ran) {
    return ran.lines().stream().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
  }

  private static Settings server(String password) {
    var server = new Server();
    server.setId(PrivateRegistry.HOST);
    server.setUsername("ci");
    server.setPassword(password);
    var settings = new Settings();
    settings.addServer(server);
    return settings;
  }

  private static Proxy proxy(int port) {
    var proxy = new Proxy();
    proxy.setHost("127.0.0.1");
    proxy.setPort(port);
    return proxy;
  }

  private static String goal() {
    return Readme.coordinates() + ":chart-pull";
  }
}
