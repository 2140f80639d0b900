package io.github.perconapg.it;

import io.github.perconapg.Cluster;
import io.github.perconapg.PerconaPg;
import io.github.perconapg.chart.HttpSettings;
import io.github.perconapg.controlplane.TestCluster;
import io.github.perconapg.event.Event;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One operator in one namespace, as a user of the library has it. */
final class Scene {

  private final TestCluster cluster;
  private final String namespace;
  private final Path chart;
  private final Path output;
  final List<Event> events = new CopyOnWriteArrayList<>();

  /**
   * @param chart a chart folder
   * @param output where evidence goes
   */
  Scene(TestCluster cluster, String namespace, Path chart, Path output) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.chart = chart;
    this.output = output;
  }

  Cluster connect() {
    var target = Target.kubeconfig(cluster.kubeconfig()).context(cluster.context());
    return PerconaPg.connect(target, Environment.system(), HttpSettings.defaults(), events::add);
  }

  DesiredState desired() {
    return DesiredState.of(StackInput.of(resource(true))).chart(chart.toString());
  }

  PerconaPostgresqlOperator resource(boolean createNamespace) {
    return new PerconaPostgresqlOperator(
        Metadata.named("it"), new Spec(null, namespace, Container.DEFAULT, createNamespace));
  }

  RunOptions options() {
    return RunOptions.defaults().timeout(Duration.ofSeconds(60)).outputDirectory(output);
  }

  DestroyOptions destroyOptions() {
    return DestroyOptions.defaults().timeout(Duration.ofSeconds(60));
  }
}
