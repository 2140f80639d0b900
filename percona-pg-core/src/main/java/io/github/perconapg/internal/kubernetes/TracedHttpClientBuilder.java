package io.github.perconapg.internal.kubernetes;

import io.github.perconapg.event.Event;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Builds traced clients; all settings are passed on. */
final class TracedHttpClientBuilder implements HttpClient.Builder {

  private final HttpClient.Builder builder;
  private final Exchanges exchanges;
  private final Consumer<Event.RequestSent> trace;

  TracedHttpClientBuilder(
      HttpClient.Builder builder, Exchanges exchanges, Consumer<Event.RequestSent> trace) {
    this.builder = builder;
    this.exchanges = exchanges;
    this.trace = trace;
  }

  @Override
  public HttpClient build() {
    return new TracedHttpClient(builder.build(), exchanges, trace);
  }

  @Override
  public HttpClient.Builder cookieHandler(CookieHandler value) {
    builder.cookieHandler(value);
    return this;
  }

  @Override
  public HttpClient.Builder connectTimeout(Duration value) {
    builder.connectTimeout(value);
    return this;
  }

  @Override
  public HttpClient.Builder sslContext(SSLContext value) {
    builder.sslContext(value);
    return this;
  }

  @Override
  public HttpClient.Builder sslParameters(SSLParameters value) {
    builder.sslParameters(value);
    return this;
  }

  @Override
  public HttpClient.Builder executor(Executor value) {
    builder.executor(value);
    return this;
  }

  @Override
  public HttpClient.Builder followRedirects(Redirect value) {
    builder.followRedirects(value);
    return this;
  }

  @Override
  public HttpClient.Builder version(Version value) {
    builder.version(value);
    return this;
  }

  @Override
  public HttpClient.Builder priority(int value) {
    builder.priority(value);
    return this;
  }

  @Override
  public HttpClient.Builder proxy(ProxySelector value) {
    builder.proxy(value);
    return this;
  }

  @Override
  public HttpClient.Builder authenticator(Authenticator value) {
    builder.authenticator(value);
    return this;
  }
}
