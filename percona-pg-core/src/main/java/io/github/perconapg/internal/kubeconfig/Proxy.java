package io.github.perconapg.internal.kubeconfig;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy that leads to a server.
 *
 * @param address its address, which may hold a password
 * @param source what names it, for messages: a variable, or a field of the kubeconfig
 */
public record Proxy(URI address, String source) {

  private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

  /**
   * The proxy that the environment names for a server: {@code HTTPS_PROXY} or {@code HTTP_PROXY},
   * in either case, unless {@link NoProxy NO_PROXY} covers the server, as Go's {@code
   * ProxyFromEnvironment} does for kubectl.
   *
   * @throws io.github.perconapg.problem.PerconaPgException when it is one that cannot be used
   */
  static @Nullable Proxy of(URI server, Map<String, String> variables) {
    var https = "https".equals(server.getScheme());
    var variable = set(https ? "HTTPS_PROXY" : "HTTP_PROXY", variables);
    var port = server.getPort() < 0 ? (https ? 443 : 80) : server.getPort();
    var direct = variables.getOrDefault(set("NO_PROXY", variables), "");
    var text = variables.getOrDefault(variable, "");
    if (text.isEmpty() || new NoProxy(direct).covers(server.getHost(), port)) {
      return null;
    }
    try {
      var uri = new URI(text.contains("://") ? text : "http://" + text);
      var why = uri.getHost() == null ? "it has no host" : unsupported(uri);
      if (why != null) {
        throw KubeconfigReader.unsupported("The environment", "the variable " + variable, why);
      }
      return new Proxy(uri, "the variable " + variable);
    } catch (URISyntaxException e) {
      throw KubeconfigReader.unsupported(
          "The environment", "the variable " + variable, "it is no address");
    }
  }

  /** Why a proxy cannot be used, or null when it can. */
  static @Nullable String unsupported(URI proxy) {
    if (!"http".equals(proxy.getScheme())) {
      return "of proxies only those with http:// are, not " + proxy.getScheme() + "://";
    }
    if (proxy.getUserInfo() != null
        && System.getProperty(TUNNELING, "Basic").toLowerCase(Locale.ROOT).contains("basic")) {
      return "Java sends no password to a proxy unless it is started with -D" + TUNNELING + "=";
    }
    return null;
  }

  /** The port to connect to. */
  public int port() {
    return address.getPort() < 0 ? 80 : address.getPort();
  }

  /** For a person: where it is, without a password, and what names it. */
  @Override
  public String toString() {
    return "http://" + address.getHost() + ":" + port() + " (from " + source + ")";
  }

  /** The name under which a variable has a value: upper case first, as Go looks for it. */
  private static String set(String name, Map<String, String> variables) {
    var lower = name.toLowerCase(Locale.ROOT);
    return variables.getOrDefault(name, "").isEmpty() && variables.containsKey(lower)
        ? lower
        : name;
  }
}
