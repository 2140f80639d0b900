package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.DeployBatch;
import io.github.perconapg.DeployListener;
import io.github.perconapg.DeployOutcome;
import io.github.perconapg.DeployRequest;
import io.github.perconapg.PerconaPg;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditEntry;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.event.Event;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several at once, on a cluster that has no definitions yet. */
@WithControlPlane(own = true)
class DeployAllIT {

  @TempDir Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final AuditLog audit;

  DeployAllIT(ControlPlane plane, KubernetesClient client, AuditLog audit) {
    this.plane = plane;
    this.client = client;
    this.audit = audit;
  }

  @Test
  void definitionsAreWrittenOnceAndAFailureStopsNoOther() {
    var chart = Path.of(scene("any").desired().chart());
    var requests = new ArrayList<DeployRequest>();
    List.of("all-one", "all-two", "all-three")
        .forEach(namespace -> requests.add(request(scene(namespace).chart(chart))));
    requests.add(1, request(scene("all-broken").chart(folder.resolve("no-chart"))));
    var events = new ConcurrentHashMap<String, List<Event>>();
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var mark = audit.mark();

    var outcomes =
        PerconaPg.deployAll(
            DeployBatch.of(requests).parallelism(2),
            (request, event) -> {
              var namespace = request.desired().namespace();
              events.computeIfAbsent(namespace, n -> new CopyOnWriteArrayList<>()).add(event);
              if (event instanceof Event.StepStarted step && step.step().equals("release")) {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
              } else if (event instanceof Event.StepFinished step
                  && step.step().name().equals("operator")) {
                running.decrementAndGet();
              }
            });

    assertThat(outcomes).extracting(DeployOutcome::request).isEqualTo(requests);
    assertThat(outcomes.get(1))
        .isInstanceOfSatisfying(
            DeployOutcome.Failed.class,
            f -> assertThat(f.problem().problem().code()).isEqualTo(ProblemCode.CHART_NOT_FOUND));
    for (var i : List.of(0, 2, 3)) {
      assertThat(outcomes.get(i))
          .isInstanceOfSatisfying(
              DeployOutcome.Deployed.class,
              d -> assertThat(d.result()).isInstanceOf(DeployResult.Installed.class));
      var namespace = requests.get(i).desired().namespace();
      assertThat(new LiveCluster(client, namespace).records()).hasSize(1);
      assertThat(events.get(namespace)).hasAtLeastOneElementOfType(Event.StepFinished.class);
    }
    assertThat(most).hasValueLessThanOrEqualTo(2);
    assertThat(audit.writesSince(mark))
        .filteredOn(e -> e.resource().equals("customresourcedefinitions"))
        .filteredOn(e -> !e.isFromThePlane())
        .extracting(AuditEntry::name)
        .hasSize(8)
        .doesNotHaveDuplicates();
  }

  @Test
  void withFailFastNoneIsStartedAfterAFailure() {
    var broken = request(scene("fast-broken").chart(folder.resolve("no-chart")));
    var other = request(scene("fast-other"));
    var mark = audit.mark();

    var outcomes =
        PerconaPg.deployAll(
            DeployBatch.of(List.of(broken, other)).failFast(true), DeployListener.none());

    assertThat(outcomes.get(0)).isInstanceOf(DeployOutcome.Failed.class);
    assertThat(outcomes.get(1)).isEqualTo(new DeployOutcome.NotStarted(other));
    assertThat(new LiveCluster(client, "fast-other").among(audit.writesSince(mark))).isEmpty();
  }

  @Test
  void twoRequestsThatAreOneOperatorAreRefusedBeforeAnythingIsDone() {
    var scene = scene("twins");
    var mark = audit.mark();
    var problem =
        OperatorFixture.failureOf(
                () ->
                    PerconaPg.deployAll(
                        DeployBatch.of(
                                List.of(request(scene), request(scene.values(Map.of("a", 1)))))
                            .parallelism(2),
                        DeployListener.none()))
            .problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_CONFLICT);
    assertThat(problem.summary()).contains("twins/pg-operator");
    assertThat(new LiveCluster(client, "twins").among(audit.requestsSince(mark))).isEmpty();
  }

  private OperatorFixture scene(String namespace) {
    return OperatorFixture.of(plane, namespace, folder.resolve(namespace));
  }

  private static DeployRequest request(OperatorFixture scene) {
    return new DeployRequest(
        Target.kubeconfig(scene.kubeconfig()).context(scene.context()),
        scene.desired(),
        scene.options());
  }
}
