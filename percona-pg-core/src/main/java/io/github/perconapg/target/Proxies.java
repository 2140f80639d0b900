package io.github.perconapg.target;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which proxy leads to a server, and which proxies the JDK's HTTP client can use. */
final class Proxies {

  private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

  private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
  private static final Pattern IPV4_NETWORK =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})/(\\d{1,2})");

  private Proxies() {}

  /**
   * The proxy that the environment names for a server: {@code HTTPS_PROXY} or {@code HTTP_PROXY}
   * unless {@code NO_PROXY} names the host, in either case, as Go's {@code ProxyFromEnvironment}
   * does for kubectl.
   *
   * @throws io.github.perconapg.problem.PerconaPgException when it is one that cannot be used
   */
  static @Nullable URI of(URI server, Map<String, String> variables) {
    var host = server.getHost().toLowerCase(Locale.ROOT);
    var name = "https".equals(server.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY";
    var proxy = variable(name, variables);
    if (proxy.isEmpty() || isLocal(host) || excluded(host, variable("NO_PROXY", variables))) {
      return null;
    }
    try {
      var uri = new URI(proxy.contains("://") ? proxy : "http://" + proxy);
      var why = uri.getHost() == null ? "it has no host" : unsupported(uri);
      if (why != null) {
        throw KubeconfigReader.unsupported("The environment", "the variable " + name, why);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw KubeconfigReader.unsupported("The environment", "the variable " + name, "no address");
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

  private static String variable(String name, Map<String, String> variables) {
    var upper = variables.getOrDefault(name, "");
    return upper.isEmpty() ? variables.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper;
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private static boolean excluded(String host, String noProxy) {
    for (var entry : noProxy.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      var suffix = entry.startsWith(".") ? entry : "." + entry;
      if (entry.equals("*") || host.equals(entry) || (!entry.isEmpty() && host.endsWith(suffix))) {
        return true;
      }
      if (entry.contains("/") && inNetwork(host, entry)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a host that is an IPv4 address lies in a network in CIDR form. */
  private static boolean inNetwork(String host, String network) {
    var net = IPV4_NETWORK.matcher(network);
    if (!net.matches() || !IPV4.matcher(host).matches()) {
      return false;
    }
    var bits = Integer.parseInt(net.group(2));
    var mask = bits == 0 ? 0 : -1 << (32 - Math.min(bits, 32));
    return (number(host) & mask) == (number(net.group(1)) & mask);
  }

  private static int number(String ipv4) {
    var number = 0;
    for (var octet : ipv4.split("\\.", -1)) {
      number = number << 8 | Integer.parseInt(octet);
    }
    return number;
  }
}
