package io.github.perconapg.internal.deploy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.evidence.EvidenceFolder;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.Steps;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.RunOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** State shared by the steps of one deploy: connection, Helm, deadline, and what was done. */
final class Run {

  final Connection connection;
  final Environment environment;
  final HelmSession helm;
  final CrdCache knownCrds;
  final Deadline deadline;
  final RunOptions options;
  final EventListener listener;
  final Releases releases;
  final Steps steps;
  final EvidenceFolder evidence;

  /** Sentences for a person; several versions on the way say some of them again. */
  final Set<String> notes = new LinkedHashSet<>();

  Run(
      Connection connection,
      Environment environment,
      HelmSession helm,
      CrdCache knownCrds,
      Deadline deadline,
      RunOptions options,
      EventListener listener) {
    this.connection = connection;
    this.environment = environment;
    this.helm = helm;
    this.knownCrds = knownCrds;
    this.deadline = deadline;
    this.options = options;
    this.listener = listener;
    this.releases = new Releases(connection);
    this.steps = new Steps(listener);
    this.evidence = new EvidenceFolder(options.outputDirectory());
  }

  KubernetesClient client() {
    return connection.client();
  }

  ApiRequests api() {
    return connection.api();
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
