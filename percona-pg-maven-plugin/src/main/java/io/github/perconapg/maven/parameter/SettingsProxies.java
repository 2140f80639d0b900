package io.github.perconapg.maven.parameter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The active proxies of settings.xml, chosen as Maven's own resolver chooses them: one whose
 * protocol is the address's; for https else one for http; none for a host that {@code
 * nonProxyHosts} lists.
 */
final class SettingsProxies extends ProxySelector {

  private final List<org.apache.maven.settings.Proxy> proxies;

  SettingsProxies(List<org.apache.maven.settings.Proxy> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  @Override
  public List<Proxy> select(URI uri) {
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    var host = String.valueOf(uri.getHost());
    return Stream.of(scheme, scheme.equals("https") ? "http" : scheme)
        .flatMap(
            protocol -> proxies.stream().filter(p -> protocol.equalsIgnoreCase(p.getProtocol())))
        .filter(p -> !exempt(p, host))
        .findFirst()
        .map(SettingsProxies::address)
        .map(List::of)
        .orElse(List.of(Proxy.NO_PROXY));
  }

  /** Nothing to do: no other proxy is tried, and the caller reports the failure. */
  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

  private static Proxy address(org.apache.maven.settings.Proxy proxy) {
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()));
  }

  private static boolean exempt(org.apache.maven.settings.Proxy proxy, String host) {
    var hosts = proxy.getNonProxyHosts();
    if (hosts == null || hosts.isBlank()) {
      return false;
    }
    return Stream.of(hosts.split("[|,]"))
        .map(String::trim)
        .filter(pattern -> !pattern.isEmpty())
        .anyMatch(pattern -> matches(pattern, host));
  }

  private static boolean matches(String pattern, String host) {
    var regex =
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(host).matches();
  }
}
