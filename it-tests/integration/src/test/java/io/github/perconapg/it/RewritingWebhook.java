package io.github.perconapg.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A mutating webhook that has the images of one namespace come from mirrors. */
final class RewritingWebhook implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KubernetesClient client;
  private final HttpsServer server;
  private final MutatingWebhookConfiguration configuration;

  RewritingWebhook(KubernetesClient client, String namespace, Path folder) {
    this.client = client;
    try {
      var keys = keys(folder);
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD);
      var tls = SSLContext.getInstance("TLS");
      tls.init(managers.getKeyManagers(), null, null);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      server.setExecutor(Executors.newCachedThreadPool());
      server.createContext("/", RewritingWebhook::handle);
      server.start();
      var certificate = keys.getCertificate("webhook").getEncoded();
      var pem =
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
              + "\n-----END CERTIFICATE-----\n";
      configuration = client.resource(configuration(namespace, pem)).create();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.resource(configuration).delete();
    server.stop(0);
  }

  private MutatingWebhookConfiguration configuration(String namespace, String pem) {
    return new MutatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName("mirror-" + namespace)
        .endMetadata()
        .addNewWebhook()
        .withName("mirror.example.test")
        .withNewClientConfig()
        .withUrl("https://127.0.0.1:" + server.getAddress().getPort() + "/")
        .withCaBundle(Base64.getEncoder().encodeToString(pem.getBytes(UTF_8)))
        .endClientConfig()
        .addNewRule()
        .withApiGroups("", "apps")
        .withApiVersions("v1")
        .withOperations("CREATE", "UPDATE")
        .withResources("pods", "deployments")
        .endRule()
        .withNewNamespaceSelector()
        .addToMatchLabels("kubernetes.io/metadata.name", namespace)
        .endNamespaceSelector()
        .withSideEffects("None")
        .withAdmissionReviewVersions("v1")
        .endWebhook()
        .build();
  }

  private static void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = JSON.readTree(exchange.getRequestBody()).get("request");
      var object = request.get("object");
      var isPod = request.get("kind").get("kind").asText().equals("Pod");
      var spec = isPod ? object.get("spec") : object.at("/spec/template/spec");
      var mirror = isPod ? "pods.example.invalid/" : "deployments.example.invalid/";
      var patch = new ArrayList<Map<String, Object>>();
      var containers = spec.path("containers");
      for (var i = 0; i < containers.size(); i++) {
        var image = containers.get(i).get("image").asText();
        patch.add(
            Map.of(
                "op",
                "replace",
                "path",
                (isPod ? "/spec" : "/spec/template/spec") + "/containers/" + i + "/image",
                "value",
                mirror + image.substring(image.indexOf('/') + 1)));
      }
      var response =
          Map.of(
              "uid",
              request.get("uid").asText(),
              "allowed",
              true,
              "patchType",
              "JSONPatch",
              "patch",
              Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(patch)));
      var body =
          JSON.writeValueAsBytes(
              Map.of(
                  "apiVersion",
                  "admission.k8s.io/v1",
                  "kind",
                  "AdmissionReview",
                  "response",
                  response));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** A certificate for the loopback address, by the JDK's own tool. */
  private static KeyStore keys(Path folder) throws IOException, GeneralSecurityException {
    var file = Files.createDirectories(folder).resolve("webhook.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var words =
        List.of(
            "-genkeypair -alias webhook -keyalg EC -dname CN=webhook -ext SAN=ip:127.0.0.1"
                .split(" ", -1));
    var command = new ArrayList<>(List.of(keytool));
    command.addAll(words);
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
    command.addAll(List.of("-keystore", file.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }
}
