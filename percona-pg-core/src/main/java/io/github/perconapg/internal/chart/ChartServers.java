package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.model.HttpSettings;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks up in the settings what applies to one server: its login, its mirror, its proxy's login.
 */
final class ChartServers {

  private ChartServers() {}

  /** Returns the login of a server, that of its host and port before that of its host; or null. */
  static @Nullable PasswordAuthentication login(HttpSettings settings, URI address) {
    return find(settings.credentials(), Addresses.host(address), Addresses.effectivePort(address));
  }

  /** Returns the login of a proxy, or null. */
  static @Nullable PasswordAuthentication proxyLogin(HttpSettings settings, String host, int port) {
    return find(settings.proxyCredentials(), host.toLowerCase(Locale.ROOT), port);
  }

  /**
   * Returns the repository to ask in place of this one: its mirror, or itself.
   *
   * @throws io.github.perconapg.problem.PerconaPgException if the mirror must not be asked
   */
  static URI mirrorOf(HttpSettings settings, URI repository) {
    var mirror = settings.mirrors().get(Addresses.host(repository));
    if (mirror == null) {
      return repository;
    }
    var objection = Addresses.objection(mirror);
    if (objection != null) {
      throw HttpProblems.unreachable(
          repository,
          "its mirror " + HttpProblems.named(mirror) + " is not asked: " + objection,
          null);
    }
    return mirror;
  }

  /** Makes every secret of the settings known to the redactor. */
  static void teach(HttpSettings settings, Redactor redactor) {
    Stream.concat(
            settings.credentials().values().stream(), settings.proxyCredentials().values().stream())
        .forEach(
            login -> redactor.learnLogin(login.getUserName(), String.valueOf(login.getPassword())));
    settings.mirrors().values().forEach(mirror -> redactor.learnAddress(mirror.toString()));
  }

  private static @Nullable PasswordAuthentication find(
      Map<String, PasswordAuthentication> all, String host, int port) {
    var exact = all.get(host + ":" + port);
    return exact != null ? exact : all.get(host);
  }
}
