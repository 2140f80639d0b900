package io.github.perconapg.internal.chart;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules about addresses that charts are fetched from. */
public final class Addresses {

  private Addresses() {}

  /** Scheme, host, port and path: a query or user information may hold a secret. */
  static String shown(URI address) {
    return address.getScheme() + "://" + authority(address) + address.getRawPath();
  }

  /** Host, and port where one is given, in lower case. */
  static String authority(URI address) {
    return host(address) + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  /** The host in lower case; empty when there is none. */
  public static String host(URI address) {
    return address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
  }

  /** The port that is connected to. */
  public static int effectivePort(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
  }

  /** Why an address must not be asked, or null when it may be. */
  public static @Nullable String objection(URI address) {
    var scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return "charts are fetched by https only";
    }
    if (host(address).isEmpty()) {
      return "it names no host";
    }
    if (address.getRawUserInfo() != null) {
      return "it holds credentials, which would be seen in process lists and logs";
    }
    if (scheme.equals("http") && !isLoopback(host(address))) {
      return "http is not protected on its way, so it is used on this machine's loopback only";
    }
    return null;
  }

  /** Tells whether two addresses are of one server: scheme, host and port are the same. */
  static boolean sameOrigin(URI one, URI other) {
    return host(one).equals(host(other))
        && effectivePort(one) == effectivePort(other)
        && isHttps(one) == isHttps(other);
  }

  /** Tells whether it is asked by https. */
  static boolean isHttps(URI address) {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  /** Tells whether a host in lower case is this machine itself. */
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
