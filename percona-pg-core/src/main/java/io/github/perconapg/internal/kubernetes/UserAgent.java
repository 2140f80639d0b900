package io.github.perconapg.internal.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;

/** Says in every request who sends it, so that an API server's audit log can tell. */
final class UserAgent implements Interceptor {

  private static final String NAME = name();

  @Override
  public void before(BasicBuilder request, HttpRequest original, RequestTags tags) {
    request.setHeader("User-Agent", NAME);
  }

  /** With the version where the library comes as a jar. */
  private static String name() {
    var version = UserAgent.class.getPackage().getImplementationVersion();
    return version == null ? "percona-pg" : "percona-pg/" + version;
  }
}
