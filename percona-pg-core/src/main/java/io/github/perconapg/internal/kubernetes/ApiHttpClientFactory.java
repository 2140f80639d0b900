package io.github.perconapg.internal.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.github.perconapg.event.Event;
import io.github.perconapg.internal.kubeconfig.KubeContext;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * Configures the client library's HTTP client. The library's own configuration step is skipped:
 * what a kubeconfig says is carried out here, and nothing comes from system properties.
 */
final class ApiHttpClientFactory extends JdkHttpClientFactory {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final KubeContext context;
  private final SSLContext tls;
  private final Exchanges exchanges;
  private final Consumer<Event.RequestSent> trace;

  ApiHttpClientFactory(
      KubeContext context, Exchanges exchanges, Consumer<Event.RequestSent> trace) {
    this.context = context;
    this.exchanges = exchanges;
    this.tls = Tls.context(context.cluster(), context.credential());
    this.trace = trace;
  }

  @Override
  public HttpClient.Builder newBuilder(Config config) {
    HttpClient.Builder builder = newBuilder();
    builder.tag(config.getRequestConfig());
    // It would log headers, the credential among them.
    builder.addOrReplaceInterceptor("HttpLogging", null);
    builder.addOrReplaceInterceptor(
        "credential", new CredentialInterceptor(context.credential(), context.impersonation()));
    builder.addOrReplaceInterceptor("user agent", new UserAgent());
    builder.addOrReplaceInterceptor(
        "first contact", new InitialRetryPolicy(config.getRequestConfig()));
    var proxy = context.cluster().proxy();
    if (proxy != null && proxy.address().getUserInfo() != null) {
      var pair = proxy.address().getUserInfo().getBytes(StandardCharsets.UTF_8);
      builder.proxyAuthorization("Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return builder;
  }

  @Override
  protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
    return new TracedHttpClientBuilder(super.createNewHttpClientBuilder(), exchanges, trace);
  }

  @Override
  protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
    var proxy = context.cluster().proxy();
    builder
        .connectTimeout(CONNECT_TIMEOUT)
        // In HTTP/2 an API server ends the connection together with a 401 (its mitigation of
        // CVE-2023-44487), and the JDK then reports the end and loses the answer.
        .version(java.net.http.HttpClient.Version.HTTP_1_1)
        .sslContext(tls)
        .proxy(
            proxy == null
                ? java.net.http.HttpClient.Builder.NO_PROXY
                : ProxySelector.of(
                    InetSocketAddress.createUnresolved(proxy.address().getHost(), proxy.port())));
  }
}
