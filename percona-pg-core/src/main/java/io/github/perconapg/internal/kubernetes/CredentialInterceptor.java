package io.github.perconapg.internal.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.github.perconapg.internal.kubeconfig.Credential;
import io.github.perconapg.internal.kubeconfig.Impersonation;
import io.github.perconapg.problem.PerconaPgException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Adds credential and impersonation to every request, and renews the credential after a 401. */
final class CredentialInterceptor implements Interceptor {

  private static final String AUTHORIZATION = "Authorization";

  private final Credential credential;
  private final @Nullable Impersonation impersonation;

  CredentialInterceptor(Credential credential, @Nullable Impersonation impersonation) {
    this.credential = credential;
    this.impersonation = impersonation;
  }

  @Override
  public void before(BasicBuilder request, HttpRequest original, RequestTags tags) {
    authorize(request);
    if (impersonation == null) {
      return;
    }
    request.setHeader("Impersonate-User", impersonation.user());
    if (impersonation.uid() != null) {
      request.setHeader("Impersonate-Uid", impersonation.uid());
    }
    impersonation.groups().forEach(group -> request.header("Impersonate-Group", group));
    impersonation
        .extra()
        .forEach(
            (key, values) ->
                values.forEach(
                    value -> request.header("Impersonate-Extra-" + headerName(key), value)));
  }

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder request, HttpResponse<?> response, RequestTags tags) {
    if (response.code() != HttpURLConnection.HTTP_UNAUTHORIZED) {
      return CompletableFuture.completedFuture(false);
    }
    try {
      var renewed = credential.renew();
      if (renewed) {
        authorize(request);
      }
      return CompletableFuture.completedFuture(renewed);
    } catch (PerconaPgException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void authorize(BasicBuilder request) {
    var authorization = credential.authorization();
    if (authorization != null) {
      request.setHeader(AUTHORIZATION, authorization);
    }
  }

  /** Percent-encodes what a header's name cannot hold, and the percent sign, as client-go does. */
  private static String headerName(String key) {
    var name = new StringBuilder();
    for (var octet : key.getBytes(StandardCharsets.UTF_8)) {
      var c = (char) (octet & 0xff);
      var legal = c < 0x80 && (Character.isLetterOrDigit(c) || "!#$&'*+-.^_`|~".indexOf(c) >= 0);
      name.append(legal ? String.valueOf(c) : String.format("%%%02X", octet & 0xff));
    }
    return name.toString();
  }
}
