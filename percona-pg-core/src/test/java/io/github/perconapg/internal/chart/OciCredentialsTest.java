package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.PasswordAuthentication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when a registry, or the token server that it names, refuses who asks. */
class OciCredentialsTest {

  private static final String PASSWORD = "canary-password";
  private static final String MANIFEST = "/v2/" + OciRegistry.PATH + "/manifests/2.7.0";

  @TempDir Path temp;
  private final byte[] archive = SampleChart.packed(SampleChart.files("2.7.0"));
  private final OciRegistry registry = new OciRegistry("user:" + PASSWORD);
  private final ChartServer server = registry.server();
  private final String host = "localhost:" + server.port();

  @BeforeEach
  void push() {
    registry.push("2.7.0", archive, Sha256.of(archive));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aWrongPasswordIsTheRegistrysAlthoughItsTokenServerRefusesIt() {
    var problem = refusal(with("canary"));

    assertThat(problem.summary())
        .isEqualTo(
            "The registry "
                + host
                + " asks for a token, and its token server refuses "
                + server.at("/token")
                + " (HTTP 401)");
    assertThat(problem.facts())
        .containsExactly("User and password of the registry " + host + " were sent.");
    assertThat(problem.remedy())
        .contains("the <server> in settings.xml whose id is " + host + " or localhost");
    assertThat(problem.render()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aTokenServerThatLetsNobodyInIsToldWithWhoseCredentialsAreMissing(int status) {
    server.status("/token", status);

    var problem = refusal(HttpSettings.defaults());

    assertThat(problem.summary()).contains(server.at("/token") + " (HTTP " + status + ")");
    assertThat(problem.facts())
        .containsExactly(
            "No user and password are known for the registry " + host + ", so none were sent.");
  }

  @Test
  void aTokenServerThatForbidsIsToldWithWhatItGot() {
    server.status("/token", 403);
    assertThat(refusal(with(PASSWORD)).facts())
        .containsExactly("User and password of the registry " + host + " were sent.");
  }

  @Test
  void aHostToWhichTheTokenServerRedirectsGotNothing() {
    server.redirect("/token", server.elsewhere("/other").toString()).status("/other", 401);

    var problem = refusal(with(PASSWORD));

    assertThat(problem.summary()).contains(server.elsewhere("/other") + " (HTTP 401)");
    assertThat(problem.facts())
        .containsExactly(
            "User and password of the registry "
                + host
                + " are known, but were not sent: the token server leads to another host.");
  }

  @Test
  void aTokenServerThatHasNoTokenRefusesNobody() {
    server.file("/token", "{}".getBytes(StandardCharsets.UTF_8));
    var empty = problem(with(PASSWORD));
    server.status("/token", 404);
    var absent = problem(with(PASSWORD));

    assertThat(empty.code()).isEqualTo(ProblemCode.CHART_UNREACHABLE);
    assertThat(empty.summary()).contains(server.at("/token") + ": its answer holds no token");
    assertThat(absent.summary()).contains(server.at("/token") + ": it answers with HTTP 404");
  }

  @Test
  void aTokenThatNoHeaderCanHoldIsNotShown() {
    server.file("/token", "{\"token\": \"canary\\ncanary\"}".getBytes(StandardCharsets.UTF_8));

    var problem = problem(with(PASSWORD));

    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_UNREACHABLE);
    assertThat(problem.summary())
        .contains(server.at("/token") + ": the token in its answer holds a line break");
    assertThat(problem.render()).doesNotContain("canary");
  }

  @Test
  void aRegistryThatForbidsWithoutAskingWhoAsksGotNothing() {
    server.status(MANIFEST, 403);

    var problem = refusal(with(PASSWORD));

    assertThat(problem.summary())
        .isEqualTo("The registry " + host + " refuses " + server.at(MANIFEST) + " (HTTP 403)");
    assertThat(problem.facts())
        .containsExactly(
            "User and password of the registry "
                + host
                + " are known, but were not sent: it asks for neither (WWW-Authenticate: Basic or"
                + " Bearer).");
  }

  @Test
  void aUserWhoHasATokenAndMayNotReadTheChartIsTheRegistrys() {
    server.answer(
        MANIFEST,
        exchange -> {
          var known = exchange.getRequestHeaders().containsKey("Authorization");
          var realm = "Bearer realm=\"" + server.at("/token") + "\"," + OciRegistry.SERVICE;
          exchange.getResponseHeaders().add("WWW-Authenticate", realm);
          exchange.sendResponseHeaders(known ? 403 : 401, -1);
        });
    assertThat(refusal(with(PASSWORD)).facts())
        .containsExactly("User and password of the registry " + host + " were sent.");
  }

  @Test
  void aDemandThatIsNotKnownIsNotPutDownToThePassword() {
    registry.challenge("Negotiate");
    assertThat(refusal(with(PASSWORD)).facts())
        .singleElement()
        .asString()
        .contains("are known, but were not sent");
  }

  private HttpSettings with(String password) {
    var user = new PasswordAuthentication("user", password.toCharArray());
    return HttpSettings.defaults().credentials(Map.of("localhost", user));
  }

  private Problem refusal(HttpSettings settings) {
    var problem = problem(settings);
    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_CREDENTIALS);
    return problem;
  }

  private Problem problem(HttpSettings settings) {
    var charts = new Charts(Machine.at(temp), settings);
    var reference = ChartReference.parse(registry.reference(), "2.7.0");
    return catchThrowableOfType(PerconaPgException.class, () -> charts.resolve(reference))
        .problem();
  }
}
