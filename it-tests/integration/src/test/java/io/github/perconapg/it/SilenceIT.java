package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.Cluster;
import io.github.perconapg.QuickLook;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.LogOptions;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * An API server, or what stands before it, goes silent in the middle of a verb and stays so: no
 * answer comes any more, or one that stalls. Each verb ends 15 s after its deadline at the latest.
 */
@WithControlPlane
class SilenceIT {

  private static final Duration DEADLINE = Duration.ofSeconds(8);

  /** Fifteen seconds after the deadline, and what a busy machine adds to them. */
  private static final Duration AT_MOST = DEADLINE.plusSeconds(15).plusSeconds(10);

  private static final Map<String, BiConsumer<Cluster, OperatorFixture>> READING =
      Map.of(
          "preview", (cluster, scene) -> cluster.plan(scene.desired()),
          "history", (cluster, scene) -> cluster.history(scene.desired()),
          "crds", (cluster, scene) -> cluster.crds(scene.desired()),
          "verify", (cluster, scene) -> cluster.verify(scene.desired(), scene.looking(), e -> {}),
          "logs",
              (cluster, scene) ->
                  cluster.logs(
                      scene.desired(),
                      new LogOptions(false, null, false, scene.options().timeout()),
                      line -> {}),
          "preview of destroy",
              (cluster, scene) -> cluster.planDestroy(scene.desired(), DestroyOptions.defaults()));

  @TempDir Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;

  SilenceIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @Tag(WithControlPlane.FULL)
  void everyVerbEndsSoonAfterItsDeadlineWhereverTheServerGoesSilent(
      @FreshNamespace String installed) throws IOException {
    var scene = OperatorFixture.of(plane, installed, folder);
    scene.deploy();
    scene.values(Map.of("logLevel", "DEBUG")).deploy();
    var cases = new ArrayList<Runnable>();
    for (var verb : READING.entrySet()) {
      var requests = requests(scene, verb.getValue());
      var middle = (requests + 1) / 2;
      for (var k : Set.copyOf(List.of(1, middle, (3 * requests + 3) / 4))) {
        cases.add(() -> silent(verb.getKey(), scene, number(k), Fate.HANG, verb.getValue()));
      }
      cases.add(
          () -> silent(verb.getKey(), scene, number(middle), Fate.STALL_ANSWER, verb.getValue()));
    }
    for (var how : List.of(Fate.HANG, Fate.STALL_ANSWER)) { // while planning: nothing is written
      cases.add(() -> silent("rollback", scene, number(5), how, SilenceIT::rollback));
      cases.add(() -> silent("destroy", scene, number(5), how, SilenceIT::destroy));
    }
    inParallel(cases);
    assertThat(new LiveCluster(client, installed).lock()).isNull();

    silent("destroy", scene, first("DELETE", ".*"), Fate.HANG, SilenceIT::destroy);
    assertThat(scene.destroy()).isNotNull();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDeployEndsSoonAfterItsDeadlineAndTheNextOneFinishes(@FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder);
    for (var first :
        List.of(
            first("POST", ".*/leases([?].*)?"),
            first("GET", ".*/namespaces/" + namespace + "/pods.*"))) {
      silent("deploy", scene, first, Fate.HANG, SilenceIT::deploy);
    }
    assertThat(scene.deploy()).isNotInstanceOf(DeployResult.Unchanged.class);
  }

  private static Predicate<ApiProxy.Request> number(int k) {
    var seen = new AtomicInteger();
    return request -> seen.incrementAndGet() == k;
  }

  private static Predicate<ApiProxy.Request> first(String method, String path) {
    return request -> request.method().equals(method) && request.path().matches(path);
  }

  private int requests(OperatorFixture scene, BiConsumer<Cluster, OperatorFixture> verb)
      throws IOException {
    var count = new AtomicInteger();
    try (var proxy = new ApiProxy(plane)) {
      proxy.decide(
          request -> {
            count.incrementAndGet();
            return Fate.PASS;
          });
      run(proxy, scene, Duration.ofMinutes(1), verb);
    }
    return count.get();
  }

  private void silent(
      String name,
      OperatorFixture scene,
      Predicate<ApiProxy.Request> from,
      Fate how,
      BiConsumer<Cluster, OperatorFixture> verb) {
    try (var proxy = new ApiProxy(plane)) {
      proxy.silentFrom(from, how);
      var start = System.nanoTime();
      var failure = OperatorFixture.failureOf(() -> run(proxy, scene, DEADLINE, verb));
      var took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(proxy.hung()).as(name).isPositive();
      assertThat(took).as(name + " " + how).isLessThan(AT_MOST);
      if (failure != null) { // verify says of what was not answered that it is unknown
        assertThat(failure.problem().code())
            .as(name + ": " + failure.getMessage())
            .isNotEqualTo(ProblemCode.INTERNAL);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(
      ApiProxy proxy,
      OperatorFixture scene,
      Duration deadline,
      BiConsumer<Cluster, OperatorFixture> verb)
      throws IOException {
    var file = proxy.kubeconfig(folder.resolve("proxy-" + proxy.port()), plane.context());
    var target = Target.kubeconfig(file).context(plane.context());
    try (var cluster = QuickLook.connect(target, Environment.system(), deadline)) {
      verb.accept(cluster, scene.timeout(deadline));
    }
  }

  private static void deploy(Cluster cluster, OperatorFixture scene) {
    cluster.deploy(scene.desired(), scene.options(), EventListener.none());
  }

  private static void rollback(Cluster cluster, OperatorFixture scene) {
    cluster.rollback(scene.desired(), 1, scene.options(), EventListener.none());
  }

  private static void destroy(Cluster cluster, OperatorFixture scene) {
    cluster.destroy(
        scene.desired(),
        DestroyOptions.defaults().timeout(scene.options().timeout()),
        EventListener.none());
  }

  /** They wait, most of the time. */
  private static void inParallel(List<Runnable> cases) {
    var threads = Executors.newFixedThreadPool(16);
    try {
      CompletableFuture.allOf(
              cases.stream()
                  .map(one -> CompletableFuture.runAsync(one, threads))
                  .toArray(CompletableFuture[]::new))
          .orTimeout(10, TimeUnit.MINUTES)
          .join();
    } finally {
      threads.shutdownNow();
    }
  }
}
