package io.github.perconapg.internal.kubernetes;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * An answer whose header Retry-After is bounded: the client library sleeps as long as the header
 * says, an hour if need be, and nothing can wake it.
 */
final class RetryAfter {

  private static final String NAME = "retry-after";

  private RetryAfter() {}

  /** The answer, with at most so long a time in that header. */
  static <T> HttpResponse<T> bounded(HttpResponse<T> answer, Duration atMost) {
    var values = answer.headers().allValues(NAME);
    if (values.isEmpty()) {
      return answer;
    }
    var headers = new HashMap<String, List<String>>(answer.headers().map());
    headers.keySet().removeIf(NAME::equalsIgnoreCase);
    headers.put(NAME, new ArrayList<>(List.of(seconds(values.get(0), atMost.toSeconds()))));
    return new Answer<>(answer, HttpHeaders.of(headers, (name, value) -> true));
  }

  private static String seconds(String value, long atMost) {
    try {
      return String.valueOf(Math.max(0, Math.min(atMost, Long.parseLong(value.strip()))));
    } catch (NumberFormatException e) {
      return String.valueOf(atMost); // a date, or nothing that can be understood
    }
  }

  private record Answer<T>(HttpResponse<T> answer, HttpHeaders headers) implements HttpResponse<T> {

    @Override
    public int statusCode() {
      return answer.statusCode();
    }

    @Override
    public HttpRequest request() {
      return answer.request();
    }

    @Override
    public Optional<HttpResponse<T>> previousResponse() {
      return answer.previousResponse();
    }

    @Override
    public T body() {
      return answer.body();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return answer.sslSession();
    }

    @Override
    public URI uri() {
      return answer.uri();
    }

    @Override
    public Version version() {
      return answer.version();
    }
  }
}
