/**
 * Installs, checks and removes the Percona Operator for PostgreSQL on Kubernetes. The packages that
 * are exported are the API; {@link io.github.perconapg.PerconaPg} is the way in.
 */
@SuppressWarnings("module") // the extension, of which this build knows nothing yet
module io.github.perconapg.core {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.sun.jna;
  requires helm.java;
  requires io.fabric8.kubernetes.client.jdkhttp;
  requires java.net.http;
  requires jdk.httpserver;
  requires kubernetes.client;
  requires kubernetes.client.api;
  requires kubernetes.model.apps;
  requires kubernetes.model.batch;
  requires kubernetes.model.coordination;
  requires kubernetes.model.core;
  requires lib.api;
  requires org.apache.commons.compress;
  requires org.snakeyaml.engine;
  requires static com.google.errorprone.annotations;
  requires static transitive org.jspecify;

  exports io.github.perconapg;
  exports io.github.perconapg.event;
  exports io.github.perconapg.model;
  exports io.github.perconapg.problem;
  exports io.github.perconapg.internal.kubernetes to
      io.github.perconapg.junit;
}
