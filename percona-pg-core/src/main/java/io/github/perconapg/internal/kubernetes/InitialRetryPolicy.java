package io.github.perconapg.internal.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Retries little until the server has answered once, and as the client library does from then on: a
 * wrong address is told within seconds, a restart of a server that is known to be there is
 * survived.
 */
final class InitialRetryPolicy implements Interceptor {

  private static final int RETRIES = 2;

  private final RequestConfig requests;

  InitialRetryPolicy(RequestConfig requests) {
    this.requests = requests;
    requests.setRequestRetryBackoffLimit(RETRIES);
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.@Nullable Consumer<List<ByteBuffer>> consumer) {
    requests.setRequestRetryBackoffLimit(Config.DEFAULT_REQUEST_RETRY_BACKOFFLIMIT);
  }
}
