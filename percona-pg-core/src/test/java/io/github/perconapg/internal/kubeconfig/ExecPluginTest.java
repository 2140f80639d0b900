package io.github.perconapg.internal.kubeconfig;

import static io.github.perconapg.internal.kubernetes.TestSite.CANARY;
import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.kubernetes.TestApiServer;
import io.github.perconapg.internal.kubernetes.TestAuthority;
import io.github.perconapg.internal.kubernetes.TestSite;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kubeconfig's exec plugin, with shell scripts in its place. */
class ExecPluginTest {

  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final String V1 = "client.authentication.k8s.io/v1";

  @TempDir Path folder;
  private TestSite site;
  private TestApiServer server;

  @BeforeEach
  void start() {
    site = new TestSite(folder);
    server = TestApiServer.https(AUTHORITY.issue("server", "localhost"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1beta1"})
  void itsTokenArrives(String version) {
    var apiVersion = "client.authentication.k8s.io/" + version;
    site.command("login", answer(apiVersion, "\"token\": \"" + CANARY + "\""));
    exec("command: login\napiVersion: " + apiVersion);
    get();
    assertThat(server.last().header("authorization")).isEqualTo("Bearer " + CANARY);
  }

  @Test
  void itsCertificateArrives() {
    var client = AUTHORITY.issue("from the plugin");
    site.command(
        "login",
        answer(
            V1,
            "\"clientCertificateData\": \"%s\", \"clientKeyData\": \"%s\""
                .formatted(json(client.certificatePem()), json(client.keyPem()))));
    exec("command: login\napiVersion: " + V1);
    get();
    assertThat(server.last().client()).isEqualTo("CN=from the plugin");
  }

  @Test
  void itGetsArgumentsVariablesAndTheCallersEnvironmentOnly() {
    site.variables.put("FROM_CALLER", "yes");
    site.command(
        "login",
        "echo \"$1|$2|$FROM_CALLER|$FROM_KUBECONFIG|$JAVA_HOME|$USER\" > %s/seen\n"
                .formatted(folder)
            + answer(V1, "\"token\": \"t\""));
    exec(
        """
        command: login
        apiVersion: %s
        args: [--cluster, "the one"]
        env: [{name: FROM_KUBECONFIG, value: set}]
        """
            .formatted(V1));
    get();
    assertThat(read("seen")).isEqualTo("--cluster|the one|yes|set||\n");
  }

  @Test
  void itIsToldTheClusterWhenItAsks() {
    site.command(
        "login",
        "echo \"$KUBERNETES_EXEC_INFO\" > %s/info\n".formatted(folder)
            + answer(V1, "\"token\": \"t\""));
    exec("command: login\napiVersion: " + V1 + "\nprovideClusterInfo: true");
    get();
    assertThat(read("info"))
        .contains("\"apiVersion\":\"" + V1 + "\"", "\"interactive\":false")
        .contains("\"server\":\"https://localhost:" + server.port())
        .contains("\"certificate-authority-data\":\"", "\"config\":{\"audience\":\"us\"}");
  }

  @Test
  void aRelativeCommandStartsAtTheKubeconfigsFolder() {
    site.command("login", answer(V1, "\"token\": \"t\""));
    exec("command: ../bin/login\napiVersion: " + V1);
    site.variables.put("PATH", "/usr/bin:/bin");
    get();
    assertThat(server.last().header("authorization")).isEqualTo("Bearer t");
  }

  @Test
  void itRunsOnceForManyRequests() {
    site.command("login", counting(answer(V1, "\"token\": \"t\"")));
    exec("command: login\napiVersion: " + V1);
    try (var connection = site.connect()) {
      connection.client().raw("/version");
      connection.client().raw("/version");
    }
    assertThat(read("runs")).isEqualTo("run\n");
  }

  @Test
  void itRunsAgainWhenItsCredentialHasEnded() {
    site.command(
        "login",
        counting(
            answer(
                V1,
                "\"token\": \"t'$(wc -l < %s/runs)'\", \"expirationTimestamp\": \"%s\""
                    .formatted(folder, "2030-01-01T00:00:00Z"))));
    exec("command: login\napiVersion: " + V1);
    site.clock = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
    get();
    assertThat(server.last().header("authorization")).isEqualTo("Bearer t2");
  }

  @Test
  void itRunsAgainWhenTheServerRejectsItsToken() {
    server.answer(
        request ->
            new TestApiServer.Answer(
                request.header("authorization").equals("Bearer t2") ? 200 : 401, "{}"));
    site.command(
        "login", counting(answer(V1, "\"token\": \"t'$(wc -l < %s/runs)'\"".formatted(folder))));
    exec("command: login\napiVersion: " + V1);
    get();
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void aFailureDuringRenewalReachesTheCaller() {
    server.answer(request -> new TestApiServer.Answer(401, "{}"));
    site.command(
        "login",
        "[ -e %1$s/runs ] && { echo 'login has expired' >&2; exit 3; }\n".formatted(folder)
            + counting(answer(V1, "\"token\": \"" + CANARY + "\"")));
    exec("command: login\napiVersion: " + V1);
    try (var connection = site.connect()) {
      var error =
          refused(
              ProblemCode.EXEC_PLUGIN_FAILED,
              () -> {
                try {
                  connection.client().raw("/version");
                } catch (RuntimeException e) {
                  throw connection.failure("asking for the version", e);
                }
              });
      assertThat(error).hasMessageContaining("login has expired");
    }
  }

  @Test
  @Timeout(30)
  void aPluginThatHangsIsGivenUpAtTheRunsDeadlineAndNotAskedByEveryRequest() {
    site.command(
        "login",
        counting(
            "[ $(wc -l < %s/runs) = 1 ] || exec sleep 600\n".formatted(folder)
                + answer(
                    V1, "\"token\": \"t\", \"expirationTimestamp\": \"2030-01-01T00:00:00Z\"")));
    exec("command: login\napiVersion: " + V1);
    site.clock = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
    try (var connection = site.connect()) {
      connection.within(
          Duration.ofSeconds(1),
          () -> {
            connection.client().raw("/version");
            connection.client().raw("/version");
          });
    }
    assertThat(read("runs")).isEqualTo("run\nrun\n");
    assertThat(server.last().header("authorization"))
        .as("the old one, once more")
        .isEqualTo("Bearer t");
  }

  @Test
  void aMissingCommandShowsTheInstallHint() {
    exec("command: no-such-login\napiVersion: " + V1 + "\ninstallHint: get it at example.com");
    assertThat(refused(ProblemCode.EXEC_PLUGIN_FAILED, site::connect))
        .hasMessageContaining("no-such-login")
        .hasMessageContaining("get it at example.com");
  }

  @Test
  void itsComplaintIsShownWithoutSecrets() {
    site.command(
        "login",
        """
        echo "$SECRET: please log in, token eyJhbGciOiJSUzI1NiIsImtpZCI6.eyJzdWIiOiJ4In0.c2ln" >&2
        echo stdout-is-secret-too
        exit 1
        """);
    exec("command: login\napiVersion: %s\nenv: [{name: SECRET, value: %s}]".formatted(V1, CANARY));
    var error = refused(ProblemCode.EXEC_PLUGIN_FAILED, site::connect);
    assertThat(error)
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("(masked): please log in, token (masked)");
    assertThat(error.getMessage()).doesNotContain("eyJ", "stdout-is-secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo " + CANARY,
        "echo '{\"kind\": \"ExecCredential\", \"" + CANARY + "\"'",
        "echo '{\"kind\": \"Secret\", \"data\": \"" + CANARY + "\"}'",
        "echo '{\"kind\": \"ExecCredential\", \"apiVersion\": \"client.authentication.k8s.io/v1\","
            + " \"status\": {\"clientCertificateData\": \""
            + CANARY
            + "\"}}'",
        "echo '{\"kind\": \"ExecCredential\", \"apiVersion\": \"client.authentication.k8s.io/v1\","
            + " \"status\": {}}'",
        "echo '{\"kind\": \"ExecCredential\", \"apiVersion\":"
            + " \"client.authentication.k8s.io/v1beta1\", \"status\": {\"token\": \""
            + CANARY
            + "\"}}'",
        "echo '{\"kind\": \"ExecCredential\", \"apiVersion\": \"client.authentication.k8s.io/v1\","
            + " \"status\": {\"token\": \""
            + CANARY
            + "\", \"expirationTimestamp\": \"soon\"}}'",
      })
  void whatIsNotACredentialIsRefusedAndNotQuoted(String script) {
    site.command("login", script + "\n");
    exec("command: login\napiVersion: " + V1);
    refused(ProblemCode.EXEC_PLUGIN_FAILED, site::connect);
  }

  @Test
  void endlessOutputIsCutAndRefused() {
    site.command("login", "head -c 3000000 /dev/zero | tr '\\0' '{'\n");
    exec("command: login\napiVersion: " + V1);
    refused(ProblemCode.EXEC_PLUGIN_FAILED, site::connect);
  }

  @Test
  void aPluginThatNeedsATerminalIsRefusedBeforeItRuns() {
    site.command("login", counting(answer(V1, "\"token\": \"t\"")));
    exec("command: login\napiVersion: " + V1 + "\ninteractiveMode: Always");
    refused(ProblemCode.CREDENTIAL_UNSUPPORTED, site::connect);
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void anotherVersionOfTheProtocolIsRefused() {
    exec("command: login\napiVersion: client.authentication.k8s.io/v1alpha1");
    assertThat(refused(ProblemCode.CREDENTIAL_UNSUPPORTED, site::connect))
        .hasMessageContaining("v1alpha1");
  }

  private void exec(String fields) {
    site.kubeconfig(
        "dev",
        "https://localhost:" + server.port(),
        """
        certificate-authority-data: %s
        extensions:
        - name: client.authentication.k8s.io/exec
          extension: {audience: us}
        """
            .formatted(Pem.base64(AUTHORITY.pem())),
        "exec:\n" + fields.indent(2));
  }

  private void get() {
    try (var connection = site.connect()) {
      connection.client().raw("/version");
    }
  }

  private String counting(String script) {
    return "echo run >> %s/runs\n".formatted(folder) + script;
  }

  private static String answer(String version, String status) {
    return "printf '%s' '{\"kind\": \"ExecCredential\", \"apiVersion\": \""
        + version
        + "\", \"status\": {"
        + status
        + "}}'\n";
  }

  private static String json(String pem) {
    return pem.replace("\n", "\\n");
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(file + " was not written", e);
    }
  }
}
