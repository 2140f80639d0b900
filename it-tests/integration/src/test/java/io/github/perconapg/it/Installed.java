package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.Charts;
import io.github.perconapg.internal.chart.Crd;
import io.github.perconapg.internal.helm.DesiredRelease;
import io.github.perconapg.internal.helm.ProvenanceMetadata;
import io.github.perconapg.internal.operator.OperatorVersion;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The state that a deploy leaves, written without a deploy, for tests on an API server that has no
 * controllers. Helm's own client writes the record and the objects, given what the library would
 * give to Helm; marks and statuses are written by hand.
 */
record Installed(ControlPlane plane, KubernetesClient client) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A revision that was seen to work, whose operator works still. */
  void working(OperatorFixture scene) {
    prove(scene, revision(scene));
    operatorWorks(scene);
  }

  /**
   * The next revision, which was never verified, with the chart's CRDs and a namespace that was
   * made for it where there was none.
   *
   * @return its number
   */
  int revision(OperatorFixture scene) {
    var chart = chart(scene);
    var wanted = DesiredRelease.of(chart, scene.desired(), null);
    prepare(scene, chart);
    return helm(scene, chart, wanted, ProvenanceMetadata.of(wanted.fingerprint(), Map.of(), null));
  }

  /** Marks a revision as seen to work, with the CRDs as they are now. */
  void prove(OperatorFixture scene, int revision) {
    var chart = chart(scene);
    var fingerprint = DesiredRelease.of(chart, scene.desired(), null).fingerprint();
    LiveCluster.edit(
        client.resource(live(scene).record(revision)),
        record ->
            new SecretBuilder(record)
                .editMetadata()
                .addToLabels("percona-pg/proven", fingerprint)
                .addToLabels("percona-pg/proven-revision", Integer.toString(revision))
                .addToAnnotations("percona-pg/crd-generations", generations(scene, chart))
                .endMetadata()
                .build());
  }

  /** A revision that was seen to be available and is, without a pod that a destroy would await. */
  void available(OperatorFixture scene) {
    prove(scene, revision(scene));
    rollOut(scene);
  }

  /** Brings up the operator that a deploy waits for, once it does. */
  EventListener comesUp(OperatorFixture scene) {
    return OnEvent.whenBegins("operator", () -> operatorWorks(scene));
  }

  /** The Deployment's rollout is complete, and its pod leads. */
  void operatorWorks(OperatorFixture scene) {
    rollOut(scene);
    var deployment = deployment(scene);
    var template = deployment.getSpec().getTemplate();
    var container = template.getSpec().getContainers().get(0);
    var name = deployment.getMetadata().getName() + "-7d9f8c6b5-x2x4z";
    var pods = client.pods().inNamespace(scene.namespace());
    pods.withName(name).withGracePeriod(0).delete();
    var started = Instant.now().toString();
    var pod =
        pods.resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withLabels(template.getMetadata().getLabels())
                    .addNewOwnerReference()
                    .withApiVersion(deployment.getApiVersion())
                    .withKind(deployment.getKind())
                    .withName(deployment.getMetadata().getName())
                    .withUid(deployment.getMetadata().getUid())
                    .endOwnerReference()
                    .endMetadata()
                    .withSpec(template.getSpec())
                    .editSpec()
                    .withNodeName("node-0") // which is not there, so that no log can be read
                    .endSpec()
                    .build())
            .create();
    pods.resource(
            new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Running")
                .withStartTime(started)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime(started)
                .endCondition()
                .addNewContainerStatus()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("sha256:0")
                .withReady(true)
                .withStarted(true)
                .withRestartCount(0)
                .withNewState()
                .withNewRunning()
                .withStartedAt(started)
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build())
        .updateStatus();
    var lease =
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(scene.namespace())
            .withName(OperatorVersion.LEASE)
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(name + "_0f1e2d3c")
            .withLeaseDurationSeconds(15)
            .withRenewTime(Instant.now().plusSeconds(1).atZone(ZoneOffset.UTC))
            .endSpec()
            .build();
    var unused = client.resource(lease).createOr(existing -> existing.update());
  }

  /** The Deployment's rollout is complete, as its controller says. */
  private void rollOut(OperatorFixture scene) {
    var deployment = deployment(scene);
    var replicas = deployment.getSpec().getReplicas();
    client
        .resource(
            new DeploymentBuilder(deployment)
                .withNewStatus()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withUpdatedReplicas(replicas)
                .withReadyReplicas(replicas)
                .withAvailableReplicas(replicas)
                .addNewCondition()
                .withType("Available")
                .withStatus("True")
                .withReason("MinimumReplicasAvailable")
                .endCondition()
                .endStatus()
                .build())
        .updateStatus();
  }

  private void prepare(OperatorFixture scene, Chart chart) {
    if (!live(scene).namespaceExists()) {
      var namespace = new NamespaceBuilder().withNewMetadata().withName(scene.namespace());
      var unused =
          client
              .resource(
                  namespace
                      .addToLabels("percona-pg/created-for", LiveCluster.NAME)
                      .endMetadata()
                      .build())
              .create();
    }
    if (scene.desired().crds() != CrdPolicy.SKIP) {
      var definitions = new Definitions(client);
      definitions.reset(
          "percona-pg",
          chart.crds().stream().map(Crd::yaml).collect(Collectors.joining("\n---\n")));
    }
  }

  private int helm(
      OperatorFixture scene, Chart chart, DesiredRelease wanted, ProvenanceMetadata stamp) {
    try {
      var folder = Files.createTempDirectory(Files.createDirectories(scene.folder()), "installed-");
      var copy = annotated(chart.folder(), folder.resolve(chart.name()), stamp);
      var values = folder.resolve("values.json");
      Files.writeString(values, JSON.writeValueAsString(wanted.values()));
      var words =
          new ArrayList<Object>(
              List.of("upgrade", "--install", LiveCluster.NAME, copy, "--skip-crds"));
      words.addAll(List.of("--namespace", scene.namespace(), "--values", values));
      words.addAll(List.of("--description", stamp.description()));
      var unused = plane.helm(words.toArray()).run(Duration.ofMinutes(1)).orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return live(scene).records().size();
  }

  /** A copy of the chart, so annotated. */
  private static Path annotated(Path chart, Path copy, ProvenanceMetadata stamp)
      throws IOException {
    try (var files = Files.walk(chart)) {
      for (var file : files.toList()) {
        Files.copy(file, copy.resolve(chart.relativize(file).toString()));
      }
    }
    var metadata = copy.resolve("Chart.yaml");
    var annotations = JSON.writeValueAsString(stamp.annotations());
    Files.writeString(metadata, Files.readString(metadata) + "annotations: " + annotations + "\n");
    return copy;
  }

  private String generations(OperatorFixture scene, Chart chart) {
    if (scene.desired().crds() == CrdPolicy.SKIP) {
      return "";
    }
    var definitions = new Definitions(client);
    return chart.crds().stream()
        .map(crd -> definitions.live(crd.name()).getMetadata())
        .map(crd -> crd.getName() + "=" + crd.getGeneration())
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static Chart chart(OperatorFixture scene) {
    return new Charts(Environment.system(), HttpSettings.defaults()).resolve(scene.desired());
  }

  /** The only one in its namespace, whatever values call it. */
  private Deployment deployment(OperatorFixture scene) {
    var all = client.apps().deployments().inNamespace(scene.namespace()).list().getItems();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private LiveCluster live(OperatorFixture scene) {
    return new LiveCluster(client, scene.namespace());
  }
}
