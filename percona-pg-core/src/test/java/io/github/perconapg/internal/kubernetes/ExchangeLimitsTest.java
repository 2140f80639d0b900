package io.github.perconapg.internal.kubernetes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of a connection, whichever of its clients asks. */
@Timeout(30)
class ExchangeLimitsTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String HALF =
      RawServer.head(200, "application/json", 1L << 40) + "{\"items\":[";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerThatGoesSilentIsGivenUpAtTheDeadline(boolean afterTheHead) {
    try (var server = RawServer.answering(afterTheHead ? HALF : "")) {
      for (var ask : asks()) {
        var problem = problem(server, limits(LONG), SHORT, ask);
        assertThat(problem.problem().code()).isEqualTo(ProblemCode.API_SERVER_UNREACHABLE);
        assertThat(problem).hasMessageContaining("no answer before the run's deadline");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerThatSendsNoByteForTooLongIsGivenUpLongBeforeTheDeadline(boolean afterTheHead) {
    try (var server = RawServer.answering(afterTheHead ? HALF : "")) {
      for (var ask : asks()) {
        var problem = problem(server, limits(SHORT), LONG, ask);
        assertThat(problem.problem().code()).isEqualTo(ProblemCode.API_SERVER_UNREACHABLE);
        assertThat(problem).hasMessageContaining("no byte of an answer");
      }
    }
  }

  @Test
  void aSilenceIsTriedAgainOnANewConnectionOnlyBeforeTheDeadline() {
    try (var server = RawServer.silent()) {
      var unused = problem(server, limits(SHORT), LONG, asks().get(0));
      assertThat(server.requests()).isEqualTo(3);
    }
  }

  @Test
  void anAnswerThatTricklesForEverHasAnEnd() {
    try (var server =
        new RawServer(
            (request, out) -> {
              out.write(HALF.getBytes(ISO_8859_1));
              for (var block = " ".repeat(1 << 12); ; ) {
                out.write(block.getBytes(ISO_8859_1));
                out.flush();
              }
            })) {
      var limits = new ExchangeLimits(LONG, SHORT, Long.MAX_VALUE, SHORT, SHORT);
      for (var ask : asks()) {
        assertThat(problem(server, limits, LONG, ask)).hasMessageContaining("no complete answer");
      }
    }
  }

  @Test
  void anAnswerWithoutEndDoesNotFillTheHeap() {
    try (var server =
        new RawServer(
            (request, out) -> {
              out.write(RawServer.head(200, "application/json", 1L << 40).getBytes(ISO_8859_1));
              out.write('{');
              var block = new byte[1 << 16];
              Arrays.fill(block, (byte) ' ');
              while (true) {
                out.write(block);
              }
            })) {
      for (var ask : asks()) {
        var problem =
            problem(server, new ExchangeLimits(LONG, LONG, 2 << 20, SHORT, SHORT), LONG, ask);
        assertThat(problem.problem().code()).isEqualTo(ProblemCode.API_ERROR);
        assertThat(problem).hasMessageContaining("its answer is longer than 2 MiB");
      }
    }
  }

  @Test
  void anErrorWithoutEndIsCut() {
    var body = "x".repeat(1 << 20);
    try (var server = RawServer.answering(400, "text/plain", body)) {
      for (var ask : asks()) {
        var problem = problem(server, limits(LONG), LONG, ask);
        assertThat(problem.problem().code()).isEqualTo(ProblemCode.API_ERROR);
        assertThat(problem.getMessage()).contains("HTTP 400: xxx").hasSizeLessThan(6000);
      }
    }
  }

  @Test
  void aWatchIsSilentAsLongAsTheRunLastsAndEndsWithIt() throws InterruptedException {
    var events = new CountDownLatch(1);
    var allowed = SHORT.multipliedBy(4);
    var start = System.nanoTime();
    try (var server =
            RawServer.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked"
                    + "\r\n\r\n3\r\n{}\n\r\n");
        var connection = connect(server, limits(SHORT))) {
      var watch =
          connection.within(
              allowed,
              () -> {
                var opened =
                    connection.api().watchMetadata("/api/v1/pods", line -> events.countDown());
                assertThat(opened.ended(LONG)).isTrue();
                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(allowed.toNanos());
                return opened;
              });
      assertThat(events.await(0, TimeUnit.SECONDS)).isTrue();
      watch.close();
    }
  }

  @Test
  void whatIsAskedAfterTheDeadlineHasAMomentAndNotMore() {
    try (var server = RawServer.answering(200, "application/json", "{\"a\":1}");
        var connection =
            connect(server, new ExchangeLimits(LONG, LONG, 1 << 20, LONG, Duration.ZERO))) {
      var failed =
          connection.within(
              Duration.ZERO, () -> catchThrowable(() -> connection.api().get("/api/v1/x")));
      assertThat(failed).isInstanceOf(KubernetesClientException.class);
    }
    try (var server = RawServer.answering(200, "application/json", "{\"a\":1}");
        var connection = connect(server, new ExchangeLimits(LONG, LONG, 1 << 20, LONG, LONG))) {
      assertThat(connection.within(Duration.ZERO, () -> connection.api().get("/api/v1/x")))
          .containsEntry("a", 1);
    }
  }

  @Test
  void aWaitThatTheServerAsksForIsBounded() {
    var first = new CountDownLatch(1);
    try (var server =
            new RawServer(
                (request, out) -> {
                  var again = first.getCount() == 0;
                  first.countDown();
                  out.write(
                      (again
                              ? RawServer.head(200, "application/json", 2) + "{}"
                              : "HTTP/1.1 503 x\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n")
                          .getBytes(ISO_8859_1));
                });
        var connection = connect(server, new ExchangeLimits(LONG, LONG, 1 << 20, SHORT, SHORT))) {
      assertThat(connection.api().get("/api/v1/x")).isEmpty();
    }
  }

  @Test
  void closingEndsWhatIsUnderWayAndTheThreads() throws InterruptedException {
    try (var server = RawServer.silent()) {
      var connection = connect(server, limits(LONG));
      var failed = new ArrayList<Throwable>();
      var asking =
          new Thread(() -> failed.add(catchThrowable(() -> connection.api().get("/api/v1/x"))));
      asking.start();
      while (server.requests() == 0) {
        Thread.onSpinWait();
      }
      connection.close();
      asking.join();
      assertThat(failed).singleElement().isInstanceOf(KubernetesClientException.class);
      for (var thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("percona-pg-limits")) {
          thread.join(LONG.toMillis());
          assertThat(thread.isAlive()).isFalse();
        }
      }
    }
  }

  private static List<Consumer<Connection>> asks() {
    return List.of(
        connection -> connection.api().get("/api/v1/namespaces/pgo/pods"),
        connection -> connection.client().pods().inNamespace("pgo").list());
  }

  private static ExchangeLimits limits(Duration silence) {
    return new ExchangeLimits(silence, LONG, 1 << 20, SHORT, SHORT);
  }

  private PerconaPgException problem(
      RawServer server, ExchangeLimits limits, Duration deadline, Consumer<Connection> ask) {
    try (var connection = connect(server, limits)) {
      ThrowingCallable call = () -> ask.accept(connection);
      var error = connection.within(deadline, () -> catchThrowable(call));
      assertThat(error).isInstanceOf(KubernetesClientException.class);
      return connection.failure("asking", error);
    }
  }

  private Connection connect(RawServer server, ExchangeLimits limits) {
    var site = new TestSite(folder);
    site.limits = limits;
    site.kubeconfig("dev", server.url(), "", "token: " + TestSite.CANARY);
    return site.connect();
  }
}
