package io.github.perconapg.internal.chart;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * The part of a registry that a client sees: it asks for a token, its token server for user and
 * password, and it hands out a chart's manifest and, by way of another host, its archive.
 */
final class OciRegistry implements AutoCloseable {

  static final String PATH = "acme/pg-operator";
  static final String TOKEN = "canary-token";

  /** The type of the config that Helm gives a chart. */
  static final String CONFIG = "application/vnd.cncf.helm.config.v1+json";

  /** What its token server is to be told. */
  static final String SERVICE =
      "service=\"registry.example\",scope=\"repository:acme/pg-operator:pull\"";

  private final ChartServer server;
  private final String demanded;
  private boolean tokens = true;
  private boolean offersBasic;
  private String host = "localhost";
  private String tokenHost = "localhost";
  private String filesHost = "127.0.0.1";

  /**
   * @param userAndPassword what its token server demands; empty for nothing
   */
  OciRegistry(String userAndPassword) {
    this(ChartServer.http(), userAndPassword);
  }

  /** The same on a server that is there already, and is closed with it. */
  OciRegistry(ChartServer server, String userAndPassword) {
    this.server = server;
    this.demanded =
        userAndPassword.isEmpty()
            ? ""
            : "Basic "
                + Base64.getEncoder()
                    .encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    server.answer("/token", this::token);
  }

  ChartServer server() {
    return server;
  }

  /** Has it demand user and password itself (HTTP Basic). */
  OciRegistry withoutTokenServer() {
    tokens = false;
    return this;
  }

  /** Has it name HTTP Basic as well, before its token server, and take it nowhere. */
  OciRegistry offersBasicFirst() {
    offersBasic = true;
    return this;
  }

  /** Calls itself, its token server and the host of its archives so; all are the one server. */
  OciRegistry hosts(String registry, String tokenServer, String files) {
    host = registry;
    tokenHost = tokenServer;
    filesHost = files;
    return this;
  }

  String reference() {
    return "oci://" + host + ":" + server.port() + "/" + PATH;
  }

  /** Offers an archive under a tag; returns the digest of its manifest. */
  String push(String tag, byte[] archive, String listedDigest) {
    server.answer(
        "/v2/" + PATH + "/blobs/sha256:" + listedDigest,
        exchange -> {
          exchange.getResponseHeaders().add("Location", server.at(filesHost, "/cdn").toString());
          protect(exchange, 307, new byte[0]);
        });
    server.file("/cdn", archive);
    var provenance =
        "{\"mediaType\": \"application/vnd.cncf.helm.chart.provenance.v1.prov\", \"digest\": \"sha256:1\"}";
    return manifest(tag, manifestOf(CONFIG, provenance, layer(listedDigest)));
  }

  /** Offers a manifest under a tag; returns its digest. */
  String manifest(String tag, String json) {
    var manifest = json.getBytes(StandardCharsets.UTF_8);
    var digest = Sha256.of(manifest);
    for (var name : new String[] {tag, "sha256:" + digest}) {
      server.answer("/v2/" + PATH + "/manifests/" + name, e -> protect(e, 200, manifest));
    }
    return digest;
  }

  /** A manifest with a config of this type and these layers. */
  static String manifestOf(String configType, String... layers) {
    return """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
         "config": {"mediaType": "%s", "size": 2,
                    "digest": "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
         "layers": [%s]}
        """
        .formatted(configType, String.join(", ", layers));
  }

  /** The layer that is a packed chart. */
  static String layer(String digest) {
    return """
        {"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "digest": "sha256:%s"}
        """
        .formatted(digest);
  }

  void tags(String json) {
    var body = json.getBytes(StandardCharsets.UTF_8);
    server.answer("/v2/" + PATH + "/tags/list", e -> protect(e, 200, body));
  }

  /** Has it name another token server. */
  void challenge(String header) {
    server.answer(
        "/v2/" + PATH + "/manifests/2.7.0",
        exchange -> {
          exchange.getResponseHeaders().add("WWW-Authenticate", header);
          exchange.sendResponseHeaders(401, -1);
        });
  }

  private void protect(HttpExchange exchange, int status, byte[] body) throws IOException {
    var wanted = tokens ? "Bearer " + TOKEN : demanded;
    if (!wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      var bearer = "Bearer realm=\"" + server.at(tokenHost, "/token") + "\"," + SERVICE;
      var basic = "Basic realm=\"registry\"";
      if (offersBasic) {
        exchange.getResponseHeaders().add("WWW-Authenticate", basic);
      }
      var demand = tokens ? bearer : basic;
      exchange.getResponseHeaders().add("WWW-Authenticate", demand);
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void token(HttpExchange exchange) throws IOException {
    var query = exchange.getRequestURI().getQuery();
    var right =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "")
                .equals(demanded)
            && query.equals("service=registry.example&scope=repository:acme/pg-operator:pull");
    var body = ("{\"token\": \"" + TOKEN + "\"}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(right ? 200 : 401, right ? body.length : -1);
    if (right) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
