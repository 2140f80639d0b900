package io.github.perconapg.model;

import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How charts are fetched over HTTP. Nothing is retried: a failed request is reported, and the next
 * run starts again. (The JDK's client itself repeats a GET whose kept connection was closed.)
 *
 * @param proxy which proxy to use for an address, or null for direct connections only
 * @param credentials user and password by {@code host} or {@code host:port} in lower case, the
 *     latter first; sent to that host only, never along a redirect to another
 * @param proxyCredentials user and password by the proxy's {@code host} or {@code host:port}. For
 *     https the JDK allows them only when its property jdk.http.auth.tunneling.disabledSchemes says
 *     so before its HTTP client is used first; {@code PerconaPg.connect} sets it to nothing where
 *     the user did not set it
 * @param caBundle a PEM file of certificate authorities that are trusted beside the platform's, or
 *     null
 * @param mirrors repositories that stand in for those of a host, by the host in lower case; each
 *     address ends in a slash
 * @param offline whether no request may be sent; what was fetched before is used
 * @param connectTimeout how long a connection may take, more than zero
 * @param requestTimeout how long one request may take in all, body included, more than zero
 */
public record HttpSettings(
    @Nullable ProxySelector proxy,
    Map<String, PasswordAuthentication> credentials,
    Map<String, PasswordAuthentication> proxyCredentials,
    @Nullable Path caBundle,
    Map<String, URI> mirrors,
    boolean offline,
    Duration connectTimeout,
    Duration requestTimeout) {

  /** Copies the maps with their keys in lower case. */
  public HttpSettings {
    credentials = lowerCase(credentials);
    proxyCredentials = lowerCase(proxyCredentials);
    mirrors = lowerCase(mirrors);
  }

  /** No proxy, no credentials, the platform's trust, 10 s to connect and 60 s a request. */
  public static HttpSettings defaults() {
    return new HttpSettings(
        null,
        Map.of(),
        Map.of(),
        null,
        Map.of(),
        false,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60));
  }

  /** A copy that uses proxies. */
  public HttpSettings proxy(ProxySelector proxy) {
    return new HttpSettings(
        proxy,
        credentials,
        proxyCredentials,
        caBundle,
        mirrors,
        offline,
        connectTimeout,
        requestTimeout);
  }

  /** A copy with the credentials of chart servers. */
  public HttpSettings credentials(Map<String, PasswordAuthentication> credentials) {
    return new HttpSettings(
        proxy,
        credentials,
        proxyCredentials,
        caBundle,
        mirrors,
        offline,
        connectTimeout,
        requestTimeout);
  }

  /** A copy with the credentials of proxies. */
  public HttpSettings proxyCredentials(Map<String, PasswordAuthentication> proxyCredentials) {
    return new HttpSettings(
        proxy,
        credentials,
        proxyCredentials,
        caBundle,
        mirrors,
        offline,
        connectTimeout,
        requestTimeout);
  }

  /** A copy that trusts more certificate authorities. */
  public HttpSettings caBundle(Path caBundle) {
    return new HttpSettings(
        proxy,
        credentials,
        proxyCredentials,
        caBundle,
        mirrors,
        offline,
        connectTimeout,
        requestTimeout);
  }

  /** A copy with repositories that stand in for those of a host. */
  public HttpSettings mirrors(Map<String, URI> mirrors) {
    return new HttpSettings(
        proxy,
        credentials,
        proxyCredentials,
        caBundle,
        mirrors,
        offline,
        connectTimeout,
        requestTimeout);
  }

  /** A copy that sends no request, or does. */
  public HttpSettings offline(boolean offline) {
    return new HttpSettings(
        proxy,
        credentials,
        proxyCredentials,
        caBundle,
        mirrors,
        offline,
        connectTimeout,
        requestTimeout);
  }

  /** A copy with another limit for one request. */
  public HttpSettings requestTimeout(Duration requestTimeout) {
    return new HttpSettings(
        proxy,
        credentials,
        proxyCredentials,
        caBundle,
        mirrors,
        offline,
        connectTimeout,
        requestTimeout);
  }

  private static <T> Map<String, T> lowerCase(Map<String, T> all) {
    var copy = new HashMap<String, T>();
    all.forEach((host, value) -> copy.put(host.toLowerCase(Locale.ROOT), value));
    return Map.copyOf(copy);
  }

  /** Names hosts, never users or passwords. */
  @Override
  public String toString() {
    return "HttpSettings[proxy="
        + (proxy != null)
        + ", credentials for "
        + new TreeSet<>(credentials.keySet())
        + ", proxy credentials for "
        + new TreeSet<>(proxyCredentials.keySet())
        + ", caBundle="
        + caBundle
        + ", mirrors for "
        + new TreeSet<>(mirrors.keySet())
        + ", offline="
        + offline
        + ", connectTimeout="
        + connectTimeout
        + ", requestTimeout="
        + requestTimeout
        + "]";
  }
}
