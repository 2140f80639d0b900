package io.github.perconapg.it.maven;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An OCI registry with one chart on loopback, over TLS with a certificate that nobody trusts but
 * who has its bundle. It hands the chart out for a token, and the token for user and password.
 */
final class PrivateRegistry implements AutoCloseable {

  static final String HOST = "registry.example.com";
  static final String TOKEN = "canary-token";

  private static final String KEYS = "changeit";

  private final HttpsServer server;
  private final Path bundle;
  private final String basic;

  PrivateRegistry(Path folder, String user, String password, byte[] chart)
      throws IOException, GeneralSecurityException {
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.basic = "Basic " + Base64.getEncoder().encodeToString(pair);
    var store = keys(folder.resolve("registry.p12"));
    this.bundle = Files.writeString(folder.resolve("ca.pem"), pem(store));
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
    var digest = "sha256:" + sha256(chart);
    var manifest =
        """
        {"schemaVersion": 2,
         "config": {"mediaType": "application/vnd.cncf.helm.config.v1+json"},
         "layers": [{"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
                     "digest": "%s"}]}
        """
            .formatted(digest)
            .getBytes(StandardCharsets.UTF_8);
    var token = ("{\"token\": \"" + TOKEN + "\"}").getBytes(StandardCharsets.UTF_8);
    var repository = "/v2/charts/pg-operator";
    server.createContext(repository + "/manifests/2.7.0", e -> demand(e, manifest));
    server.createContext(repository + "/blobs/" + digest, e -> demand(e, chart));
    server.createContext("/token", e -> answer(e, basic, token));
    server.start();
  }

  /** The certificate, as a PEM file. */
  Path bundle() {
    return bundle;
  }

  /** The chart that it has. */
  String reference() {
    return "oci://" + HOST + ":" + port() + "/charts/pg-operator:2.7.0";
  }

  /** Where it listens. */
  int port() {
    return server.getAddress().getPort();
  }

  private void demand(HttpExchange exchange, byte[] body) throws IOException {
    var realm = "https://" + HOST + ":" + port() + "/token";
    exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer realm=\"" + realm + "\"");
    answer(exchange, "Bearer " + TOKEN, body);
  }

  private static void answer(HttpExchange exchange, String wanted, byte[] body) throws IOException {
    try (exchange) {
      var right = wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
      exchange.sendResponseHeaders(right ? 200 : 401, right ? body.length : -1);
      if (right) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static KeyStore keys(Path file) throws IOException, GeneralSecurityException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var words =
        "-genkeypair -alias registry -keyalg EC -dname CN=registry -ext bc:c -validity 2"
            + (" -ext san=dns:" + HOST + " -storetype PKCS12 -storepass " + KEYS + " -keystore");
    var command = (keytool + "\n" + words.replace(' ', '\n') + "\n" + file).split("\n", -1);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!Files.exists(file)) {
      throw new IOException("keytool failed: " + output);
    }
    return KeyStore.getInstance(file.toFile(), KEYS.toCharArray());
  }

  private static SSLContext context(KeyStore store) throws GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, KEYS.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(KeyStore store) throws GeneralSecurityException {
    var der = store.getCertificate("registry").getEncoded();
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
