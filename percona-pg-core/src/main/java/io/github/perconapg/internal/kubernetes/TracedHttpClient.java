package io.github.perconapg.internal.kubernetes;

import io.github.perconapg.event.Event;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Tells of every request once its answer's head is there, or once it failed; all else is passed on.
 * Requests are sent under the limits of their connection. It stands here and not in an interceptor
 * of the client library, which is not told of the last attempt that failed.
 */
final class TracedHttpClient extends HttpClient {

  private static final int SWITCHING_PROTOCOLS = 101;

  private final HttpClient client;
  private final Exchanges exchanges;
  private final Consumer<Event.RequestSent> trace;

  TracedHttpClient(HttpClient client, Exchanges exchanges, Consumer<Event.RequestSent> trace) {
    this.client = client;
    this.exchanges = exchanges;
    this.trace = trace;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return traced(request, exchanges.send(client, request, handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    throw new UnsupportedOperationException("HTTP/1.1 has no pushes");
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException("the client library sends asynchronously only");
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new TracedWebSockets(client.newWebSocketBuilder());
  }

  // Not the future itself is returned: a caller that waits for it could be ahead of the trace.
  private <T> CompletableFuture<HttpResponse<T>> traced(
      HttpRequest request, CompletableFuture<HttpResponse<T>> answer) {
    var start = System.nanoTime();
    return answer
        .whenComplete(
            (response, error) ->
                report(
                    request.method(),
                    request.uri(),
                    error == null ? response.statusCode() : 0,
                    start))
        .thenApply(TracedHttpClient::fromTheServer);
  }

  /** A proxy that asks for a password ends the tunnel with an answer that has no body at all. */
  private static <T> HttpResponse<T> fromTheServer(HttpResponse<T> response) {
    if (response.statusCode() == HttpURLConnection.HTTP_PROXY_AUTH) {
      throw new CompletionException(new IOException("Proxy authentication required, got: 407"));
    }
    return response;
  }

  private void report(String method, URI uri, int status, long start) {
    var query = uri.getRawQuery();
    var path = query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
    var duration = Duration.ofNanos(System.nanoTime() - start);
    trace.accept(new Event.RequestSent(method, path, status, duration));
  }

  private final class TracedWebSockets implements WebSocket.Builder {

    private final WebSocket.Builder builder;

    TracedWebSockets(WebSocket.Builder builder) {
      this.builder = builder;
    }

    @Override
    public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener listener) {
      var start = System.nanoTime();
      return builder
          .buildAsync(uri, listener)
          .whenComplete((open, error) -> report("GET", uri, handshake(error), start));
    }

    @Override
    public WebSocket.Builder header(String name, String value) {
      builder.header(name, value);
      return this;
    }

    @Override
    public WebSocket.Builder connectTimeout(Duration timeout) {
      builder.connectTimeout(timeout);
      return this;
    }

    @Override
    public WebSocket.Builder subprotocols(String mostPreferred, String... lesserPreferred) {
      builder.subprotocols(mostPreferred, lesserPreferred);
      return this;
    }

    private static int handshake(@Nullable Throwable error) {
      if (error == null) {
        return SWITCHING_PROTOCOLS;
      }
      var cause = error instanceof CompletionException ? error.getCause() : error;
      return cause instanceof WebSocketHandshakeException refused
          ? refused.getResponse().statusCode()
          : 0;
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}
