package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.PasswordAuthentication;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User and password go to the server that the user names, whatever that server then leads to. */
class ChartCredentialsTest {

  @TempDir Path temp;
  private final ChartServer named = ChartServer.http();
  private final ChartServer other = ChartServer.http();
  private final byte[] archive = SampleChart.packed(SampleChart.files("2.7.0"));

  @AfterEach
  void stop() {
    named.close();
    other.close();
  }

  @Test
  void theNamedServerGetsThemForIndexAndArchive() {
    index(named.at("/files/pg.tgz").toString());
    named.file("/files/pg.tgz", archive);
    resolve();
    assertThat(authorizations(named)).hasSize(2).doesNotContainNull();
  }

  @Test
  void anotherHostThatTheIndexNamesGetsNoneAlthoughItHasSome() {
    index(named.elsewhere("/files/pg.tgz").toString());
    named.file("/files/pg.tgz", archive);
    resolve();
    assertThat(authorizations(named).get(0)).isNotNull();
    assertThat(authorizations(named).get(1)).isNull();
  }

  @Test
  void anotherPortThatTheIndexNamesGetsNone() {
    index(other.at("/files/pg.tgz").toString());
    other.file("/files/pg.tgz", archive);
    resolve();
    assertThat(authorizations(other)).containsExactly((String) null);
  }

  @Test
  void anotherServerToWhichTheIndexRedirectsGetsNone() {
    named.redirect("/charts/index.yaml", other.at("/charts/index.yaml").toString());
    other.repository(Map.of("2.7.0", archive));
    named.file("/charts/pg-operator-2.7.0.tgz", archive);
    resolve();
    assertThat(authorizations(other)).containsExactly((String) null);
  }

  @Test
  void anotherServerToWhichAnArchiveRedirectsGetsNone() {
    index("pg.tgz");
    named.redirect("/charts/pg.tgz", other.at("/pg.tgz").toString());
    other.file("/pg.tgz", archive);
    resolve();
    assertThat(authorizations(other)).containsExactly((String) null);
  }

  @Test
  void saysThatTheyWereKnownAndNotSent() {
    index(other.at("/files/pg.tgz").toString());
    other.status("/files/pg.tgz", 401);

    var problem = problem();

    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_CREDENTIALS);
    assertThat(problem.facts())
        .containsExactly(
            "User and password for this host are known, but were not sent: they go only to the"
                + " server that you name, and another one led here.");
  }

  @Test
  void aTokenServerThatRedirectsToAnotherPortKeepsThem() {
    try (var registry = new OciRegistry("user:canary")) {
      registry.push("2.7.0", archive, Sha256.of(archive));
      registry.server().redirect("/token", other.at("/stolen").toString());
      var settings = settings(registry.server(), other);
      var reference = ChartReference.parse(registry.reference(), "2.7.0");

      var problem =
          catchThrowableOfType(
                  PerconaPgException.class,
                  () -> new Charts(Machine.at(temp), settings).resolve(reference))
              .problem();

      assertThat(problem.code()).isEqualTo(ProblemCode.CHART_UNREACHABLE);
      assertThat(authorizations(other)).containsExactly((String) null);
    }
  }

  private void index(String url) {
    named.index("entries:\n  pg-operator:\n" + ChartServer.entry("2.7.0", Sha256.of(archive), url));
  }

  private void resolve() {
    charts().resolve(reference());
  }

  private Problem problem() {
    return catchThrowableOfType(PerconaPgException.class, this::resolve).problem();
  }

  private ChartReference reference() {
    return ChartReference.parse(named.at("/charts").toString(), "2.7.0");
  }

  private Charts charts() {
    return new Charts(Machine.at(temp), settings(named, other));
  }

  /** Credentials for both servers, under both of their names. */
  private static HttpSettings settings(ChartServer... servers) {
    var all = new HashMap<String, PasswordAuthentication>();
    for (var server : servers) {
      for (var host : List.of("localhost", "127.0.0.1")) {
        all.put(
            host + ":" + server.port(), new PasswordAuthentication("user", "canary".toCharArray()));
      }
    }
    return HttpSettings.defaults().credentials(all);
  }

  private static List<@Nullable String> authorizations(ChartServer server) {
    return server.seen().stream().<@Nullable String>map(ChartServer.Seen::authorization).toList();
  }
}
