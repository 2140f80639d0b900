package io.github.perconapg.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of what stands before an API server, and damaged ones, to both clients. */
@Timeout(30)
class ErrorAnswerTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"unauthorized\"}",
        "{\"code\":16,\"message\":\"unauthorized\"}",
        "{\"code\":\"x\",\"message\":\"unauthorized\"}",
        "{\"kind\":\"Status\",\"message\":\"unauthorized\"}",
        "{\"kind\":\"Status\",\"message\":\"unauthorized\",\"details\":[],\"code\":0}",
        "[\"unauthorized\"]",
        "\"unauthorized\"",
        "unauthorized",
        "{\"unauthorized\"",
        "<html><head><title>unauthorized</title></head></html>"
      })
  void anErrorOfAnyFormHasItsHttpStatusAndItsWords(String body) {
    for (var type : List.of("application/json", "text/html", "text/plain")) {
      for (var status : List.of(400, 401, 403, 405, 418)) {
        asked(
            status,
            type,
            body,
            error -> {
              assertThat(error.getCode()).isEqualTo(status);
              assertThat(error).hasMessageContaining("unauthorized");
            });
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", " ", "{}", "0"})
  void anErrorThatSaysNothingHasItsHttpStatus(String body) {
    asked(401, "application/json", body, error -> assertThat(error.getCode()).isEqualTo(401));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/html|<html>Sign in</html>",
        "text/html; charset=utf-8|{}",
        "application/json|<html>Sign in</html>",
        "application/json|null",
        "application/json|``",
        "application/json|[]",
        "application/json|{\"items\":[",
        "application/json|{\"items\" 5}"
      })
  void anAnswerThatIsNoObjectIsSaidToBeNone(String type, String body) {
    asked(
        200,
        type,
        body,
        error -> {
          try (var connection = connect("http://localhost:1")) {
            var problem = connection.failure("asking", error).problem();
            assertThat(problem.code()).as(problem.render()).isEqualTo(ProblemCode.API_ERROR);
            assertThat(problem.remedy()).contains("proxy");
          }
        });
  }

  @Test
  void aPageThatSaysNotFoundDoesNotMeanThatNothingIsThere() {
    var page = "<html><title>Nothing here</title></html>";
    try (var server = RawServer.answering(404, "text/html", page);
        var connection = connect(server.url())) {
      var error =
          catchThrowableOfType(
              KubernetesClientException.class, () -> connection.api().get("/api/v1/pods"));
      assertThat(error).hasMessageContaining("a page of HTML").hasMessageContaining("Nothing here");
    }
    try (var server = RawServer.answering(404, "text/plain", "404 page not found");
        var connection = connect(server.url())) {
      assertThat(connection.api().get("/apis/none/v1")).isNull();
    }
  }

  private void asked(
      int status, String type, String body, Consumer<KubernetesClientException> holds) {
    try (var server = RawServer.answering(status, type, body);
        var connection = connect(server.url())) {
      var pods = connection.client().pods().inNamespace("pgo");
      holds.accept(
          catchThrowableOfType(
              KubernetesClientException.class,
              () -> connection.api().get("/api/v1/namespaces/pgo/pods")));
      holds.accept(catchThrowableOfType(KubernetesClientException.class, pods::list));
    }
  }

  private Connection connect(String url) {
    var site = new TestSite(folder);
    site.kubeconfig("dev", url, "", "token: " + TestSite.CANARY);
    return site.connect();
  }
}
