package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.Cluster;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.junit.PerconaPgOperator;
import io.github.perconapg.junit.PerconaPgOperator.Scope;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Outputs;
import io.github.perconapg.model.VerifyOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Test classes with the extension, run as a build would run them. */
@WithControlPlane(own = true)
class ExtensionIT {

  private static final String MANIFEST = "io/github/perconapg/it/extension.yaml";

  /** What the classes below have seen: namespace and UID of the operator's Deployment. */
  private static final Set<String> SEEN = new ConcurrentSkipListSet<>();

  private final KubernetesClient client;

  ExtensionIT(KubernetesClient client) {
    this.client = client;
  }

  @BeforeEach
  void begin(ControlPlane plane, @TempDir Path folder) {
    SEEN.clear();
    properties(plane, folder).forEach(System::setProperty);
  }

  @AfterEach
  void end(ControlPlane plane, @TempDir Path folder) {
    properties(plane, folder).keySet().forEach(System::clearProperty);
    System.clearProperty("percona-pg.keepOnFailure");
    namespaces().forEach(name -> client.namespaces().withName(name).delete());
    LiveCluster.untilTrue(() -> namespaces().isEmpty());
  }

  private static Map<String, String> properties(ControlPlane plane, Path folder) {
    return Map.of(
        "percona-pg.kubeconfig",
        plane.kubeconfig().toString(),
        "percona-pg.context",
        plane.context(),
        "percona-pg.chart",
        OperatorFixture.written(StandInChart.of(OperatorRelease.V2_7), folder).toString());
  }

  @Test
  void aClassHasAnOperatorOfItsOwnWhichIsGoneAfterwards() {
    var summary = run(PerClass.class);
    assertThat(summary.getTestsSucceededCount()).as(failures(summary)).isEqualTo(3);
    assertThat(SEEN).as("one deploy").hasSize(1);
    assertThat(namespaces()).isEmpty();
  }

  @Test
  void classesOfARunShareOneAlsoWhenTheyRunSideBySide() {
    var summary = run(FirstOfARun.class, SecondOfARun.class);
    assertThat(summary.getTestsSucceededCount()).as(failures(summary)).isEqualTo(2);
    assertThat(SEEN).as("one deploy").hasSize(1);
    assertThat(SEEN.iterator().next()).startsWith("extension-it-");
    assertThat(namespaces()).isEmpty();
  }

  @Test
  void itIsRemovedWhenATestFailsUnlessItIsToBeKept() {
    assertThat(run(Failing.class).getTestsFailedCount()).isEqualTo(1);
    assertThat(namespaces()).isEmpty();

    System.setProperty("percona-pg.keepOnFailure", "true");
    assertThat(run(Failing.class).getTestsFailedCount()).isEqualTo(1);
    assertThat(namespaces()).containsExactly("extension-it");
  }

  @Test
  void whatWasThereBeforeStays() {
    System.setProperty("percona-pg.keepOnFailure", "true");
    run(Failing.class);
    System.clearProperty("percona-pg.keepOnFailure");
    var summary = run(PerClass.class);
    assertThat(summary.getTestsSucceededCount()).as(failures(summary)).isEqualTo(3);
    assertThat(namespaces()).containsExactly("extension-it");
  }

  @Test
  void aDatabaseThatATestLeftBehindFailsTheClassAndIsNamed() {
    var summary = run(LeavesADatabase.class);
    assertThat(summary.getContainersFailedCount()).isEqualTo(1);
    assertThat(failures(summary))
        .contains("[clusters-exist]", "perconapgclusters extension-it/shop");
    assertThat(namespaces()).containsExactly("extension-it");
    client
        .genericKubernetesResources("pgv2.percona.com/v2", "PerconaPGCluster")
        .inNamespace("extension-it")
        .delete();
    LiveCluster.untilTrue(() -> new Database(client, "extension-it").isGone());
  }

  private Set<String> namespaces() {
    var names = new TreeSet<String>();
    client.namespaces().list().getItems().stream()
        .map((Namespace n) -> n.getMetadata().getName())
        .filter(name -> name.startsWith("extension-it"))
        .forEach(names::add);
    return names;
  }

  private static TestExecutionSummary run(Class<?>... classes) {
    var listener = new SummaryGeneratingListener();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Stream.of(classes).map(c -> selectClass(c)).toList())
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter(LauncherConstants.OUTPUT_DIR_PROPERTY_NAME, "target/extension")
            .build();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }

  private static String failures(TestExecutionSummary summary) {
    return summary.getFailures().stream()
        .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + all(failure))
        .toList()
        .toString();
  }

  private static String all(TestExecutionSummary.Failure failure) {
    var text = new StringBuilder();
    for (Throwable t = failure.getException(); t != null; t = t.getCause()) {
      text.append(t).append(List.of(t.getSuppressed()));
    }
    return text.toString();
  }

  private static void look(KubernetesClient client, Outputs outputs) {
    var deployment =
        client
            .apps()
            .deployments()
            .inNamespace(outputs.namespace())
            .withName(outputs.deployment())
            .require();
    SEEN.add(outputs.namespace() + " " + deployment.getMetadata().getUid());
  }

  @PerconaPgOperator(manifest = MANIFEST)
  static class PerClass {

    PerClass(Outputs outputs, KubernetesClient client) {
      look(client, outputs);
    }

    @Test
    void aTest(Cluster cluster, DesiredState desired) {
      var options = VerifyOptions.defaults().stableFor(Duration.ZERO);
      assertThat(cluster.verify(desired, options, event -> {}).healthy()).isTrue();
    }

    @Test
    void another() {}

    @Nested
    class Within {
      @Test
      void usesTheSame(Outputs outputs, KubernetesClient client) {
        look(client, outputs);
      }
    }
  }

  @PerconaPgOperator(manifest = MANIFEST, scope = Scope.RUN, ownNamespace = true)
  static class FirstOfARun {
    @Test
    void aTest(Outputs outputs, KubernetesClient client) {
      look(client, outputs);
    }
  }

  @PerconaPgOperator(manifest = MANIFEST, scope = Scope.RUN, ownNamespace = true)
  static class SecondOfARun {
    @Test
    void aTest(Outputs outputs, KubernetesClient client) {
      look(client, outputs);
    }
  }

  @PerconaPgOperator(manifest = MANIFEST)
  static class Failing {
    @Test
    void fails(Outputs outputs) {
      throw new AssertionError("on purpose, in " + outputs.namespace());
    }
  }

  @PerconaPgOperator(manifest = MANIFEST)
  static class LeavesADatabase {
    @Test
    void makesOne(Outputs outputs, KubernetesClient client) {
      assertThat(new Database(client, outputs.namespace()).cluster().held().inner()).isNotNull();
    }
  }
}
