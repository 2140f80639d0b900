package io.github.perconapg.internal.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Answers requests with what a test prepared, in order; hangs when nothing is prepared. */
public final class FakeApiServer implements AutoCloseable {

  /** A request as it came. */
  public record Request(String method, String path, String body) {}

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Listens on loopback. */
  public FakeApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            runnable -> {
              var thread = new Thread(runnable, "fake-api-server");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String kubeconfig(String token) {
    return kubeconfig(url(), token);
  }

  public static String kubeconfig(String server, String token) {
    return """
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [{name: c, cluster: {server: "%s"}}]
        users: [{name: u, user: {token: "%s"}}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        """
        .formatted(server, token);
  }

  public FakeApiServer answer(int status, String body) {
    synchronized (answers) {
      answers.add(new Answer(status, body));
    }
    return this;
  }

  /** An answer that says no in the API's form. */
  public FakeApiServer refuse(int status, String message) {
    return answer(
        status,
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","message":"%s","code":%d}"""
            .formatted(message, status));
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Waits for the first request. */
  public boolean reached() throws InterruptedException {
    return reached.await(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      requests.add(
          new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body));
      reached.countDown();
      Answer answer;
      synchronized (answers) {
        answer = answers.poll();
      }
      if (answer == null) {
        closed.await();
        return;
      }
      var bytes = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
