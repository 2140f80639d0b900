package io.github.perconapg.internal.kubeconfig;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.internal.yaml.BoundedJson;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command of a kubeconfig that supplies a credential, by the protocol
 * client.authentication.k8s.io v1 and v1beta1 (Kubernetes documentation, "Authenticating",
 * client-go credential plugins). It runs in the caller's environment, without a terminal. What it
 * prints is never logged.
 */
final class ExecPlugin {

  /** An interactive login takes longer, and would do so in every run. */
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final JsonMapper JSON = new JsonMapper();

  private final Spec spec;
  private final Map<String, String> environment;
  private final ClusterEntry cluster;

  /**
   * @param environment the caller's environment variables
   * @param cluster told to the plugin when it asks for it
   */
  ExecPlugin(Spec spec, Map<String, String> environment, ClusterEntry cluster) {
    this.spec = spec;
    this.environment = environment;
    this.cluster = cluster;
  }

  /**
   * The exec stanza.
   *
   * @param command a path, absolute where it has a folder, or a name on the PATH
   * @param args its arguments
   * @param env variables added to the environment; may hold secrets
   * @param apiVersion the protocol's version
   * @param provideClusterInfo whether it is told the cluster
   * @param installHint what the kubeconfig says about a missing command, or null
   * @param user the kubeconfig's user, for messages
   */
  record Spec(
      String command,
      List<String> args,
      Map<String, String> env,
      String apiVersion,
      boolean provideClusterInfo,
      @Nullable String installHint,
      String user) {}

  /** What the plugin supplied: a token, a certificate, or both. */
  record Result(
      @Nullable String token, @Nullable ClientCertificate certificate, @Nullable Instant expires) {
    @Override
    public String toString() {
      return "Result[expires=" + expires + "]";
    }
  }

  /**
   * Runs it, for a minute at most.
   *
   * @param secrets is told what it supplied
   * @param left how long it may take, if that is less
   * @throws PerconaPgException when it supplies nothing usable
   */
  Result run(Redactor secrets, Duration left) {
    var variables = new LinkedHashMap<>(environment);
    variables.putAll(spec.env());
    variables.put("KUBERNETES_EXEC_INFO", request());
    var result =
        parse(new Command(spec, variables).run(left.compareTo(TIMEOUT) < 0 ? left : TIMEOUT));
    secrets.learn(result.token());
    if (result.certificate() != null) {
      secrets.learn(result.certificate().keyPem());
    }
    return result;
  }

  private String request() {
    var request = JSON.createObjectNode();
    request.put("apiVersion", spec.apiVersion()).put("kind", "ExecCredential");
    var body = request.putObject("spec").put("interactive", false);
    if (spec.provideClusterInfo()) {
      var told = body.putObject("cluster").put("server", cluster.server().toString());
      if (cluster.tlsServerName() != null) {
        told.put("tls-server-name", cluster.tlsServerName());
      }
      if (cluster.insecure()) {
        told.put("insecure-skip-tls-verify", true);
      }
      if (cluster.ca() != null) {
        told.put("certificate-authority-data", Pem.base64(cluster.ca()));
      }
      if (cluster.proxy() != null) {
        told.put("proxy-url", cluster.proxy().address().toString());
      }
      if (cluster.execConfig() != null) {
        told.set("config", JSON.valueToTree(cluster.execConfig()));
      }
    }
    return request.toString();
  }

  /** Returns what the plugin has printed. */
  Result parse(byte[] output) {
    Map<String, Object> answer;
    try {
      answer = BoundedJson.object(output, Limits.FILE);
    } catch (UnreadableTextException e) {
      throw unusable("its output is not JSON");
    }
    if (!"ExecCredential".equals(Unstructured.text(answer, "kind"))) {
      throw unusable("its output is not an ExecCredential");
    }
    if (!spec.apiVersion().equals(Unstructured.text(answer, "apiVersion"))) {
      throw unusable(
          "it answers in another version of the protocol than %s, which the kubeconfig names"
              .formatted(spec.apiVersion()));
    }
    var status = Unstructured.map(answer, "status");
    var token = text(status, "token");
    var chain = text(status, "clientCertificateData");
    var key = text(status, "clientKeyData");
    if (token == null && chain == null) {
      throw unusable("it supplies neither a token nor a certificate");
    }
    var objection = token == null ? null : HeaderText.objection(token);
    if (objection != null) {
      throw unusable("its token " + objection);
    }
    if ((chain == null) != (key == null)) {
      throw unusable("it supplies a certificate without a key, or a key without a certificate");
    }
    var certificate = chain == null || key == null ? null : certificate(chain, key);
    return new Result(token, certificate, ends(text(status, "expirationTimestamp"), certificate));
  }

  private ClientCertificate certificate(String chain, String key) {
    try {
      return ClientCertificate.of(chain, key);
    } catch (IllegalArgumentException e) {
      throw unusable("what it supplies as certificate is not usable: " + e.getMessage());
    }
  }

  private @Nullable Instant ends(
      @Nullable String timestamp, @Nullable ClientCertificate certificate) {
    if (timestamp == null) {
      return certificate == null ? null : certificate.expires();
    }
    try {
      return OffsetDateTime.parse(timestamp).toInstant();
    } catch (DateTimeParseException e) {
      throw unusable("its expirationTimestamp is not a time");
    }
  }

  private static @Nullable String text(Map<String, Object> status, String field) {
    var text = Unstructured.text(status, field);
    return text.isEmpty() ? null : text;
  }

  private PerconaPgException unusable(String why) {
    return Problem.of(
            ProblemCode.EXEC_PLUGIN_FAILED,
            "The credential plugin %s of the user %s ran, but %s."
                .formatted(spec.command(), spec.user(), why),
            "Run the command by hand and compare its output with what the kubeconfig expects.")
        .asException();
  }
}
