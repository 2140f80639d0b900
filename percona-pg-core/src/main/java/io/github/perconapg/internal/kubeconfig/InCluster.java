package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.internal.yaml.BoundedJson;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.Environment;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The service account that Kubernetes mounts into a pod. */
final class InCluster {

  private static final String FOLDER = "var/run/secrets/kubernetes.io/serviceaccount";

  private InCluster() {}

  /**
   * The account, or null when this is not a pod with one.
   *
   * @param root where the file system begins, {@code /} but for tests
   */
  static @Nullable KubeContext find(Environment environment, Path root) {
    var host = environment.variables().getOrDefault("KUBERNETES_SERVICE_HOST", "");
    var port = environment.variables().getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    var folder = root.resolve(FOLDER);
    var token = folder.resolve("token");
    if (host.isEmpty() || !Files.exists(token)) {
      return null;
    }
    try {
      var name = host.contains(":") ? "[" + host + "]" : host;
      var server = URI.create("https://" + name + ":" + port);
      var ca = Files.readString(folder.resolve("ca.crt"));
      return new KubeContext(
          "in-cluster",
          folder.toString(),
          new ClusterEntry(server, null, false, ca, null, null),
          account(Files.readString(token)),
          new TokenFile(token, null),
          null);
    } catch (IOException e) {
      throw Problem.of(
              ProblemCode.KUBECONFIG_INVALID,
              "The pod's service account in " + folder + " cannot be read.",
              "Check that the pod mounts it and that its user may read it, or give a kubeconfig.")
          .asException(e);
    }
  }

  /** The account's name as the token's claim {@code sub} says it (RFC 7519). */
  private static String account(String token) {
    var parts = token.split("\\.", -1);
    try {
      var claims = Base64.getUrlDecoder().decode(parts[1].strip());
      var account = Unstructured.text(BoundedJson.object(claims, Limits.FILE), "sub");
      return account.isEmpty() ? "service account" : account;
    } catch (UnreadableTextException
        | IllegalArgumentException
        | ArrayIndexOutOfBoundsException e) {
      // Not a JSON web token: it works all the same, only its owner is not known.
      return "service account";
    }
  }
}
