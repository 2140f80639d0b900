package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.chart.RegistryProblems.Credentials;
import io.github.perconapg.internal.kubeconfig.HeaderText;
import io.github.perconapg.internal.yaml.BoundedJson;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.HttpSettings;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Questions to one registry, with what it demands before it answers: user and password, or a token
 * that another server gives for them (RFC 6750 as the distribution project's token specification
 * narrows it). Nothing of it goes to another host when the registry redirects.
 */
final class OciSession {

  private static final int LARGEST_TOKEN = 1 << 18;

  private final HttpFetcher http;
  private final HttpSettings settings;
  private final ChartReference.Oci wanted;
  private final boolean named;
  private @Nullable String authorization;

  /**
   * Asks nothing yet.
   *
   * @param named whether the user named the registry: another gets no credentials of theirs
   */
  OciSession(HttpFetcher http, HttpSettings settings, ChartReference.Oci wanted, boolean named) {
    this.named = named;
    this.http = http;
    this.settings = settings;
    this.wanted = wanted;
  }

  /**
   * Asks.
   *
   * @param accept the requested media type
   * @param largest how many bytes are accepted
   * @return the contents, or null when the registry says that there is no such thing
   * @throws io.github.perconapg.problem.PerconaPgException chart-unreachable, chart-credentials
   */
  byte @Nullable [] get(URI address, String accept, int largest) {
    var answer = ask(address, accept, largest);
    // Only the registry may name a token server: another host that it redirects to could name its
    // own, and would be given the registry's password there.
    if (answer.demands() && authorization == null && wanted.isRegistry(answer.from())) {
      authorization = authorize(address, answer.challenges());
      if (authorization != null) {
        answer = ask(address, accept, largest);
      }
    }
    if (answer.refuses() && wanted.isRegistry(answer.from())) {
      var credentials = credentials(authorization != null, Credentials.NOT_ASKED_FOR);
      throw RegistryProblems.refused(wanted, answer.from(), answer.status(), credentials);
    }
    return answer.bodyOrRefused();
  }

  private HttpFetcher.Answer ask(URI address, String accept, int largest) {
    return http.ask(address, largest, accept, to -> wanted.isRegistry(to) ? authorization : null);
  }

  /** By a token where one is given: the password travels once, and some need none for it. */
  private @Nullable String authorize(URI address, Challenges challenges) {
    var bearer = challenges.of("bearer");
    if (bearer != null) {
      return "Bearer " + token(address, bearer);
    }
    var credentials = credentials();
    return challenges.of("basic") == null || credentials == null
        ? null
        : HttpFetcher.basic(credentials);
  }

  /**
   * Asks the server that the registry names for a token. It gets the registry's credentials, as
   * from docker, helm and oras: Docker Hub's token server has a host of its own, and a registry
   * that wanted to have them could ask for them itself.
   */
  private String token(URI address, Map<String, String> demand) {
    var realm = realm(address, demand);
    var credentials = credentials();
    var basic = credentials == null ? null : HttpFetcher.basic(credentials);
    var answer =
        http.ask(
            realm,
            LARGEST_TOKEN,
            "application/json",
            to -> Addresses.sameOrigin(to, realm) ? basic : null);
    if (answer.refuses()) {
      var got = Addresses.sameOrigin(answer.from(), realm);
      throw RegistryProblems.tokenRefused(
          wanted, answer.from(), answer.status(), credentials(got, Credentials.LED_AWAY));
    }
    var body = answer.bodyOrRefused();
    if (body == null) {
      var why = "it answers with HTTP " + answer.status();
      throw HttpProblems.unreachable(answer.from(), why, null);
    }
    var token = token(body);
    if (token.isEmpty()) {
      throw HttpProblems.unreachable(answer.from(), "its answer holds no token", null);
    }
    var objection = HeaderText.objection(token);
    if (objection != null) {
      throw HttpProblems.unreachable(answer.from(), "the token in its answer " + objection, null);
    }
    return token;
  }

  private static String token(byte[] body) {
    try {
      var json = BoundedJson.object(body, Limits.FILE);
      var token = Unstructured.text(json, "token");
      return token.isEmpty() ? Unstructured.text(json, "access_token") : token;
    } catch (UnreadableTextException e) {
      return ""; // what is no JSON has no token either
    }
  }

  private @Nullable PasswordAuthentication credentials() {
    return named ? ChartServers.login(settings, wanted.registry()) : null;
  }

  /** Returns what became of the credentials, which the registry has or has not. */
  private Credentials credentials(boolean sent, Credentials otherwise) {
    if (ChartServers.login(settings, wanted.registry()) == null) {
      return Credentials.UNKNOWN;
    }
    if (!named) {
      return Credentials.NOT_NAMED;
    }
    return sent ? Credentials.SENT : otherwise;
  }

  private static URI realm(URI address, Map<String, String> demand) {
    var query = new StringBuilder();
    for (var name : new String[] {"service", "scope"}) {
      if (demand.containsKey(name)) {
        query.append(query.isEmpty() ? "" : "&").append(name).append('=');
        query.append(URLEncoder.encode(demand.getOrDefault(name, ""), StandardCharsets.UTF_8));
      }
    }
    URI realm;
    try {
      var text = demand.getOrDefault("realm", "");
      realm = new URI(text + (text.contains("?") ? "&" : "?") + query);
    } catch (URISyntaxException e) {
      throw HttpProblems.unreachable(address, "it names a token server that is no address", e);
    }
    var objection =
        Addresses.isHttps(address) && !Addresses.isHttps(realm)
            ? "an https registry must not lead to it"
            : Addresses.objection(realm);
    if (objection != null) {
      throw HttpProblems.unreachable(
          address,
          "it names the token server " + HttpProblems.named(realm) + ", but " + objection,
          null);
    }
    return realm;
  }
}
