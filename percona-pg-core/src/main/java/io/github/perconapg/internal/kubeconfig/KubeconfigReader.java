package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.model.Environment;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a context of a kubeconfig into a cluster and a credential, or refuses it by name. */
final class KubeconfigReader {

  private static final String EXEC_EXTENSION = "client.authentication.k8s.io/exec";

  private final Environment environment;

  KubeconfigReader(Environment environment) {
    this.environment = environment;
  }

  /** The context of this name, which must exist. */
  KubeContext read(Kubeconfig kubeconfig, String name, Kubeconfig.Entry context) {
    var cluster = cluster(new EntryFields(kubeconfig.cluster(context)));
    var user = kubeconfig.user(context);
    var userName = Kubeconfig.userName(context);
    var login = new UserReader(environment, cluster, userName);
    var fields = user == null ? null : new EntryFields(user);
    return new KubeContext(
        name,
        context.label(),
        cluster,
        userName,
        fields == null ? StaticCredential.certificate(null) : login.credential(fields),
        fields == null ? null : login.impersonation(fields));
  }

  private ClusterEntry cluster(EntryFields fields) {
    var server = fields.text("server");
    if (server == null) {
      throw fields.error("this cluster has no server");
    }
    var proxy = fields.text("proxy-url");
    var insecure = fields.flag("insecure-skip-tls-verify");
    var ca = fields.content("certificate-authority");
    if (insecure && ca != null) {
      throw fields.error("insecure-skip-tls-verify and a certificate authority exclude each other");
    }
    var uri = address(fields, "server", server, Set.of("https", "http"));
    if (ca != null) {
      try {
        Pem.certificates(ca);
      } catch (IllegalArgumentException e) {
        throw fields.error("certificate-authority is not usable: " + e.getMessage());
      }
    }
    return new ClusterEntry(
        uri,
        fields.text("tls-server-name"),
        insecure,
        ca,
        proxy == null ? Proxy.of(uri, environment.variables()) : proxy(fields, proxy),
        execConfig(fields));
  }

  private static Proxy proxy(EntryFields fields, String proxy) {
    var uri = address(fields, "proxy-url", proxy, Set.of("http", "https", "socks5"));
    var unsupported = Proxy.unsupported(uri);
    if (unsupported != null) {
      throw unsupported(fields.position(), "proxy-url", unsupported);
    }
    return new Proxy(uri, "proxy-url in " + fields.position());
  }

  private static URI address(EntryFields fields, String field, String text, Set<String> schemes) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      // Not quoted: a proxy's address may hold a password.
      throw fields.error(field + " is not an address");
    }
    if (uri.getScheme() == null || uri.getHost() == null || !schemes.contains(uri.getScheme())) {
      throw fields.error(
          field + " needs a host and one of the schemes " + String.join(", ", schemes));
    }
    return uri;
  }

  /** The kubeconfig's own data for exec plugins, kept as an extension of the cluster. */
  private static @Nullable Object execConfig(EntryFields fields) {
    var extensions = fields.node("extensions");
    if (extensions == null) {
      return null;
    }
    for (var extension : extensions.items()) {
      var name = extension.fields().get("name");
      var body = extension.fields().get("extension");
      if (name != null && body != null && EXEC_EXTENSION.equals(name.text())) {
        return body.plain();
      }
    }
    return null;
  }

  static PerconaPgException unsupported(String position, String what, String why) {
    return Problem.of(
            ProblemCode.CREDENTIAL_UNSUPPORTED,
            position + ": " + what + " is not supported: " + why + ".",
            "Use another entry of the kubeconfig, or one that logs in with a token, a client"
                + " certificate or an exec plugin.")
        .asException();
  }
}
