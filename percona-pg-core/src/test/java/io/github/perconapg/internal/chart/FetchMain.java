package io.github.perconapg.internal.chart;

import io.github.perconapg.model.HttpSettings;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Fetches one address through a proxy in a JVM of its own, and prints how many bytes came. */
final class FetchMain {

  private FetchMain() {}

  public static void main(String[] arguments) {
    var port = Integer.parseInt(arguments[1]);
    var user = new PasswordAuthentication("user", "canary-password".toCharArray());
    var settings =
        HttpSettings.defaults()
            .proxy(ProxySelector.of(new InetSocketAddress("localhost", port)))
            .caBundle(Path.of(arguments[2]))
            .proxyCredentials(arguments[3].equals("with") ? Map.of("localhost", user) : Map.of());
    var body = new HttpFetcher(settings).get(URI.create(arguments[0]), 1 << 20);
    System.out.println("fetched " + Objects.requireNonNull(body).length);
  }
}
