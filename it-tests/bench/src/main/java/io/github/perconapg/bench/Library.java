package io.github.perconapg.bench;

import io.github.perconapg.Cluster;
import io.github.perconapg.DeployBatch;
import io.github.perconapg.DeployListener;
import io.github.perconapg.DeployOutcome;
import io.github.perconapg.DeployRequest;
import io.github.perconapg.PerconaPg;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.model.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a program that has the library on its class path does with it. */
final class Library {

  private final Path output;
  private final EventListener listener;

  /**
   * @param output an existing folder, for reports
   * @param listener is told what happens
   */
  Library(Path output, EventListener listener) {
    this.output = output;
    this.listener = listener;
  }

  void deploy(Path kubeconfig, Path chart, Readiness readiness) {
    try (var cluster = connect(kubeconfig)) {
      var unused = cluster.deploy(desired(Place.NAMESPACE, chart), options(readiness), listener);
    }
  }

  /** One request and no more. */
  void get(Path kubeconfig) {
    try (var connection =
        Connection.open(Target.kubeconfig(kubeconfig), Environment.system(), sent -> {})) {
      var unused = connection.serverVersion();
    }
  }

  void destroy(Path kubeconfig, Path chart) {
    try (var cluster = connect(kubeconfig)) {
      var unused =
          cluster.destroy(desired(Place.NAMESPACE, chart), DestroyOptions.defaults(), listener);
    }
  }

  /** The same operator in several namespaces of each cluster. */
  void deployAll(List<Path> kubeconfigs, Path chart, int namespaces, int parallelism) {
    var requests = new ArrayList<DeployRequest>();
    for (var kubeconfig : kubeconfigs) {
      for (var i = 0; i < namespaces; i++) {
        requests.add(
            new DeployRequest(
                Target.kubeconfig(kubeconfig),
                desired(Place.NAMESPACE + "-" + i, chart),
                RunOptions.defaults()
                    .readiness(Readiness.AVAILABLE)
                    .outputDirectory(output.resolve("r" + requests.size()))));
      }
    }
    for (var outcome :
        PerconaPg.deployAll(
            DeployBatch.of(requests).parallelism(parallelism).failFast(true),
            DeployListener.none())) {
      if (outcome instanceof DeployOutcome.Failed failed) {
        throw failed.problem();
      }
    }
  }

  private static Cluster connect(Path kubeconfig) {
    return PerconaPg.connect(
        Target.kubeconfig(kubeconfig),
        Environment.system(),
        HttpSettings.defaults(),
        EventListener.none());
  }

  /** What every benchmark wants. */
  static DesiredState desired(String namespace, Path chart) {
    return DesiredState.of(
            StackInput.of(
                new PerconaPostgresqlOperator(
                    Metadata.named("bench"), new Spec(null, namespace, Container.DEFAULT, true))))
        .chart(chart.toString());
  }

  private RunOptions options(Readiness readiness) {
    return RunOptions.defaults().readiness(readiness).outputDirectory(output);
  }
}
