package io.github.perconapg.internal.kubeconfig;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster entry of a kubeconfig, files read and addresses checked.
 *
 * @param server the API server, with scheme and host
 * @param tlsServerName the name that the server's certificate must carry, and that is sent to it;
 *     null for the host of {@code server}
 * @param insecure whether the server's certificate is not verified
 * @param ca the only certificate authorities to trust, PEM; null for those of the Java runtime
 * @param proxy the HTTP proxy to go through, or null to go directly
 * @param execConfig what the kubeconfig gives to an exec plugin about this cluster, or null
 */
public record ClusterEntry(
    URI server,
    @Nullable String tlsServerName,
    boolean insecure,
    @Nullable String ca,
    @Nullable Proxy proxy,
    @Nullable Object execConfig) {

  /** The server in one spelling, so that two entries can be compared. */
  public String address() {
    var scheme = server.getScheme().toLowerCase(Locale.ROOT);
    var standard = Map.of("https", 443, "http", 80).getOrDefault(scheme, -1);
    var port = server.getPort() < 0 ? standard : server.getPort();
    var path = server.getPath() == null ? "" : server.getPath().replaceAll("/+$", "");
    return scheme + "://" + server.getHost().toLowerCase(Locale.ROOT) + ":" + port + path;
  }

  @Override
  public String toString() {
    return "Cluster[" + server + "]";
  }
}
