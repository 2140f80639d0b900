package io.github.perconapg.maven.parameter;

import io.github.perconapg.model.HttpSettings;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * settings.xml as the core's {@link HttpSettings}: active proxies, and the user name and password
 * of every server entry, under its id. A chart repository takes the entry whose id is its host
 * name; a proxy's own credentials stand under the proxy's host name.
 */
public final class SettingsHttp {

  /** A host that a repository of the internet has, as opposed to an id such as {@code central}. */
  private static final Pattern HOST = Pattern.compile("localhost|[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)+");

  private SettingsHttp() {}

  /**
   * Reads and decrypts.
   *
   * @param settings Maven's effective settings
   * @param decrypter what decrypts their passwords
   * @param caBundle PEM file of certificates to trust beside the JVM's, or null
   * @param warn receives a sentence for each password that cannot be decrypted, never the password
   */
  public static HttpSettings of(
      Settings settings,
      SettingsDecrypter decrypter,
      @Nullable Path caBundle,
      Consumer<String> warn) {
    var decrypted = decrypter.decrypt(new DefaultSettingsDecryptionRequest(settings));
    var broken =
        decrypted.getProblems().stream()
            .map(SettingsProblem::getSource)
            .collect(Collectors.toSet());
    var servers = new HashMap<String, PasswordAuthentication>();
    for (var server : decrypted.getServers()) {
      if (broken.contains("server: " + server.getId())) {
        warn.accept(
            "settings.xml: the password of server "
                + server.getId()
                + " cannot be decrypted and is not used. Is settings-security.xml in place?");
      } else {
        put(servers, server.getId(), server.getUsername(), server.getPassword());
      }
    }
    var mirrors = new HashMap<String, URI>();
    for (var mirror : settings.getMirrors()) {
      mirror(mirror, mirrors, servers, warn);
    }
    var proxies = decrypted.getProxies().stream().filter(Proxy::isActive).toList();
    var proxyPasswords = new HashMap<String, PasswordAuthentication>();
    for (var proxy : proxies) {
      var address = proxy.getHost() + ":" + proxy.getPort();
      put(proxyPasswords, address, proxy.getUsername(), proxy.getPassword());
    }
    var http =
        HttpSettings.defaults()
            .proxy(proxies.isEmpty() ? ProxySelector.getDefault() : new SettingsProxies(proxies))
            .credentials(servers)
            .mirrors(mirrors)
            .proxyCredentials(proxyPasswords);
    return caBundle == null ? http : http.caBundle(caBundle);
  }

  /**
   * A mirror stands in for the chart repositories of each host that it names. One of {@code *} or
   * {@code external:*} means all Maven repositories, which chart repositories are not. Its server
   * entry, which has the mirror's id, counts for its host.
   */
  private static void mirror(
      Mirror mirror,
      Map<String, URI> mirrors,
      Map<String, PasswordAuthentication> servers,
      Consumer<String> warn) {
    var hosts =
        Stream.of(String.valueOf(mirror.getMirrorOf()).split(",", -1))
            .map(String::trim)
            .filter(host -> HOST.matcher(host).matches())
            .toList();
    if (hosts.isEmpty()) {
      return;
    }
    try {
      var address =
          new URI(mirror.getUrl().endsWith("/") ? mirror.getUrl() : mirror.getUrl() + "/");
      hosts.forEach(host -> mirrors.putIfAbsent(host, address)); // the first wins, as in Maven
      var own = servers.get(mirror.getId());
      if (own != null && address.getHost() != null) {
        var port = address.getPort() < 0 ? "" : ":" + address.getPort();
        servers.putIfAbsent(address.getHost() + port, own);
      }
    } catch (URISyntaxException e) {
      warn.accept(
          "settings.xml: the address of mirror "
              + mirror.getId()
              + " is not well-formed, and not used for charts.");
    }
  }

  private static void put(
      Map<String, PasswordAuthentication> credentials,
      String host,
      @Nullable String username,
      @Nullable String password) {
    if (username != null && password != null) {
      credentials.put(host, new PasswordAuthentication(username, password.toCharArray()));
    }
  }
}
