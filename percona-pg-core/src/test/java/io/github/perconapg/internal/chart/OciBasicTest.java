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
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries that take user and password themselves (HTTP Basic), without a token server. */
class OciBasicTest {

  private static final String USER = "user:canary-password";
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString(USER.getBytes(StandardCharsets.UTF_8));

  @TempDir Path temp;
  private final byte[] archive = SampleChart.packed(SampleChart.files("2.7.0"));
  private final OciRegistry registry = new OciRegistry(USER).withoutTokenServer();
  private final String host = "localhost:" + registry.server().port();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void fetchesAVersionAndSendsThePasswordToTheRegistryOnlyAndWhenAsked() {
    registry.push("2.7.0", archive, Sha256.of(archive));

    assertThat(resolve(with("canary-password")).version()).isEqualTo("2.7.0");

    assertThat(registry.server().seen())
        .filteredOn(request -> request.path().startsWith("/v2/"))
        .extracting(ChartServer.Seen::authorization)
        .containsExactly(null, BASIC, BASIC);
    assertThat(registry.server().seen())
        .filteredOn(request -> !request.path().startsWith("/v2/"))
        .singleElement()
        .satisfies(request -> assertThat(request.path()).isEqualTo("/cdn"))
        .satisfies(request -> assertThat(request.authorization()).isNull());
  }

  @Test
  void asksOnceWithAPasswordThatIsWrong() {
    registry.push("2.7.0", archive, Sha256.of(archive));

    var problem = problem(with("canary"));

    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_CREDENTIALS);
    assertThat(problem.summary()).startsWith("The registry " + host + " refuses ");
    assertThat(problem.facts())
        .containsExactly("User and password of the registry " + host + " were sent.");
    assertThat(problem.render()).doesNotContain("canary");
    assertThat(registry.server().seen()).hasSize(2);
  }

  @Test
  void saysThatNoneAreKnown() {
    registry.push("2.7.0", archive, Sha256.of(archive));
    assertThat(problem(HttpSettings.defaults()).facts())
        .containsExactly(
            "No user and password are known for the registry " + host + ", so none were sent.");
    assertThat(registry.server().seen()).hasSize(1);
  }

  private static HttpSettings with(String password) {
    var user = new PasswordAuthentication("user", password.toCharArray());
    return HttpSettings.defaults().credentials(Map.of("localhost", user));
  }

  private Chart resolve(HttpSettings settings) {
    return new Charts(Machine.at(temp), settings)
        .resolve(ChartReference.parse(registry.reference(), "2.7.0"));
  }

  private Problem problem(HttpSettings settings) {
    return catchThrowableOfType(PerconaPgException.class, () -> resolve(settings)).problem();
  }
}
