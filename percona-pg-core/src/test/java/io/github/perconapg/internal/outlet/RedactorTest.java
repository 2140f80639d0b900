package io.github.perconapg.internal.outlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Canaries of every shape, in every form in which a text may hold them. */
class RedactorTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PEM =
      """
      -----BEGIN EC PRIVATE KEY-----
      MHcCAQEEICanaryOfTheFirstLineAbcdefghijklmnop0123
      AwEHoUQDQgAECanaryOfTheSecondLine/qrstuvw+xyz4567
      -----END EC PRIVATE KEY-----
      """;

  private final Redactor redactor = new Redactor();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary-plain-0001",
        "canary\"quote'both",
        "canary\\back\\slash",
        "canary & <angle> 7",
        "c@nary/with:signs?#%",
        "canary$ü€{mustache}",
        "canary line one\n  canary line two\n",
        PEM,
        "20351987654",
        "P4$$",
      })
  void masksASecretInEveryForm(String secret) throws JsonProcessingException {
    redactor.learnValues(Map.of("db", Map.of("password", secret)));
    var plain = secret.strip();
    var json = JSON.writeValueAsString(Map.of("C1", plain));
    var forms =
        List.of(
            plain,
            json,
            JSON.writeValueAsString(json),
            json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"),
            plain.replace("'", "''"),
            plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"),
            URLEncoder.encode(plain, UTF_8),
            URLEncoder.encode(plain, UTF_8).replace("+", "%20"),
            Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)),
            Base64.getUrlEncoder().encodeToString(plain.getBytes(UTF_8)));
    for (var form : forms) {
      assertThat(redactor.text("before " + form + " after"))
          .contains(SecretNames.MASK)
          .doesNotContain(form)
          .doesNotContain(plain)
          .startsWith("before ")
          .endsWith(" after");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us"})
  void masksWhatStandsInsideOfOtherBase64(String before) {
    redactor.learn("canary-in-base64");
    var text = before + "ser:canary-in-base64\n";
    var encoded = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    var masked = redactor.text("auth: " + encoded);
    assertThat(masked).contains(SecretNames.MASK);
    assertThat(encoded.replace("=", "")).doesNotContain(masked.replace("auth: ", ""));
  }

  @Test
  void masksTheLinesOfATextOfSeveralLinesAlone() {
    redactor.learn(PEM);
    assertThat(redactor.text("  key: |\n    AwEHoUQDQgAECanaryOfTheSecondLine/qrstuvw+xyz4567\n"))
        .isEqualTo("  key: |\n    (masked)\n");
  }

  @Test
  void masksTheLongerOfTwoSecretsWhenOneBeginsTheOther() {
    redactor.learn("canary-0001");
    redactor.learn("canary-0001-and-more");
    assertThat(redactor.text("canary-0001-and-more, canary-0001")).isEqualTo("(masked), (masked)");
  }

  @Test
  void masksANumberAsGoWritesIt() {
    redactor.learnValues(Map.of("pin", 12345678L));
    assertThat(redactor.text("pin 12345678, in Go 1.2345678e+07"))
        .isEqualTo("pin (masked), in Go (masked)");
    assertThat(redactor.text("revision 123456789 of 112345678")).doesNotContain("masked");
    assertThat(redactor.tree(Map.of("C1", 1.2345678E7))).isEqualTo(Map.of("C1", "(masked)"));
  }

  @Test
  void aShortWordIsMaskedWhereAValueStandsOnly() {
    redactor.learnValues(Map.of("password", "fail", "token", "operator"));
    assertThat(redactor.text("2 checks failed: the operator fails; fail early"))
        .isEqualTo("2 checks failed: the operator fails; fail early");
    assertThat(redactor.text("Invalid value: \"fail\": C1=fail, value: operator"))
        .isEqualTo("Invalid value: \"(masked)\": C1=(masked), value: (masked)");
    // As Go prints maps and lists.
    assertThat(redactor.text("map[password:operator user:joe], values [fail]"))
        .isEqualTo("map[password:(masked) user:joe], values [(masked)]");
  }

  @Test
  void aSecretOfFewCharactersIsMaskedAsAWholeValueOnly() {
    redactor.learnValues(Map.of("pin", 42));
    assertThat(redactor.text("42 of 42")).isEqualTo("42 of 42");
    assertThat(redactor.value("42")).isEqualTo("(masked)");
  }

  @Test
  void whatIsTrueOrEmptyIsNoSecret() {
    redactor.learnValues(Map.of("token", true, "password", "", "secret", "none"));
    assertThat(redactor.tree(Map.of("automountServiceAccountToken", true, "other", "none")))
        .isEqualTo(Map.of("automountServiceAccountToken", true, "other", "none"));
  }

  @Test
  void masksPasswordsWithinAddresses() {
    redactor.learnValues(Map.of("databaseUrl", "postgres://joe:hun%40ter2@db.example.com/x"));
    assertThat(redactor.text("it says hun@ter2 and https://joe:other9@host:8443/a?b=1"))
        .isEqualTo("it says (masked) and https://joe:(masked)@host:8443/a?b=1");
    assertThat(redactor.text("oci://host:5000/charts/pg@sha256:00"))
        .isEqualTo("oci://host:5000/charts/pg@sha256:00");
  }

  @Test
  void masksWhatLooksLikeACredentialWithoutKnowingIt() {
    assertThat(redactor.text("Authorization: Bearer abc.def-123456")).endsWith("Bearer (masked)");
    assertThat(redactor.text("a Bearer token, Basic authentication."))
        .isEqualTo("a Bearer token, Basic authentication.");
    assertThat(redactor.text("x " + PEM + "y")).isEqualTo("x (masked)\ny");
    assertThat(redactor.text("dsn host=db password=hunter2 sslmode=off"))
        .isEqualTo("dsn host=db password=(masked) sslmode=off");
    assertThat(redactor.text("{\"password\": \"hun\\\"ter2\",\"user\":\"joe\",\"tokens\":3}"))
        .isEqualTo("{\"password\": \"(masked)\",\"user\":\"joe\",\"tokens\":3}");
    assertThat(redactor.text("--password=\"a b; c\" --token='x y' -v"))
        .isEqualTo("--password=\"(masked)\" --token='(masked)' -v");
    assertThat(redactor.text("msg=\"dsn password=\\\"a b\\\" user=joe\""))
        .isEqualTo("msg=\"dsn password=\\\"(masked)\" user=joe\"");
    assertThat(redactor.text("{\"token\":\"" + "x\\n".repeat(100_000) + "\",\"user\":\"joe\"}"))
        .isEqualTo("{\"token\":\"(masked)\",\"user\":\"joe\"}");
    assertThat(redactor.text(redactor.text("password=hunter2"))).isEqualTo("password=(masked)");
  }

  @Test
  void masksTreesByNameValueAndSecretObject() {
    redactor.learn("canary-known");
    var tree =
        Map.of(
            "env", List.of(Map.of("name", "DB_PASSWORD", "value", "canary-by-name")),
            "args", List.of("--url=canary-known", "plain"),
            "secret", Map.of("name", "shown", "other", "canary-inherited"),
            "object", Map.of("apiVersion", "v1", "kind", "Secret", "data", Map.of("k", "canary")));
    assertThat(redactor.tree(tree))
        .isEqualTo(
            Map.of(
                "env", List.of(Map.of("name", "DB_PASSWORD", "value", "(masked)")),
                "args", List.of("--url=(masked)", "plain"),
                "secret", Map.of("name", "shown", "other", "(masked)"),
                "object",
                    Map.of("apiVersion", "v1", "kind", "Secret", "data", Map.of("k", "(masked)"))));
  }

  @Test
  void learnsWhatRenderedSecretsHold() {
    var config =
        Base64.getEncoder()
            .encodeToString("{\"auth\":{\"password\":\"canary-inner\"}}".getBytes(UTF_8));
    redactor.learnManifest(
        """
        kind: ConfigMap
        ---
        apiVersion: v1
        kind: Secret
        stringData: {a: canary-string}
        data: {b: Y2FuYXJ5LWRhdGE=, c: %s}
        """
            .formatted(config));
    assertThat(redactor.text("canary-string canary-data canary-inner"))
        .isEqualTo("(masked) (masked) (masked)");
  }

  @Test
  void learnsWhatSecretsHoldThatATemplateLooksUp() {
    var data = Map.of("data", Map.of("a", "Y2FuYXJ5LWRhdGE="));
    redactor.learnObject(Map.of("kind", "SecretList", "items", List.of(data)));
    redactor.learnObject(Map.of("kind", "ConfigMapList", "items", List.of(data)));
    assertThat(redactor.text("canary-data")).isEqualTo("(masked)");
  }

  @Test
  void aManifestThatCannotBeReadIsLeftToItsReader() {
    redactor.learnManifest("kind: Secret\n  a: [");
    assertThat(redactor.text("a")).isEqualTo("a");
  }
}
