package io.github.perconapg.internal.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.impl.KubernetesClientImpl;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client library's typed clients over one HTTP client. Each is created on first use: to load
 * one takes a new JVM half a second, which a run that has nothing to do need not spend.
 */
final class TypedClients implements AutoCloseable {

  /**
   * What is watched by type. A client that knows every kind finds and loads some six hundred
   * classes with its first event; one that does not know a kind reads its events as something else.
   */
  private static final List<Class<? extends KubernetesResource>> WATCHED =
      List.of(
          Deployment.class,
          Event.class,
          Job.class,
          Lease.class,
          Namespace.class,
          Pod.class,
          Status.class);

  private final HttpClient http;
  private final Config config;
  private @Nullable KubernetesClient client;
  private @Nullable KubernetesClient clientOfEveryKind;

  TypedClients(HttpClient http, Config config) {
    this.http = http;
    this.config = config;
  }

  synchronized KubernetesClient client() {
    var present = client;
    if (present == null) {
      var serialization = new KubernetesSerialization(new ObjectMapper(), false);
      WATCHED.forEach(serialization::registerKubernetesResource);
      present = new KubernetesClientImpl(http, config, new ClientThreads(), serialization);
      client = present;
    }
    return present;
  }

  synchronized KubernetesClient clientOfEveryKind() {
    var present = clientOfEveryKind;
    if (present == null) {
      present =
          new KubernetesClientImpl(
              http, config, new ClientThreads(), new KubernetesSerialization());
      clientOfEveryKind = present;
    }
    return present;
  }

  /** Closes them, and the HTTP client. */
  @Override
  public synchronized void close() {
    for (var one : new KubernetesClient[] {client, clientOfEveryKind}) {
      if (one != null) {
        one.close();
      }
    }
    http.close();
  }
}
