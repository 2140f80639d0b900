package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A namespace in which cases run one after another, through a proxy of its own. What belongs to a
 * user lies in it and must be there unchanged after each case: a database, its volume, a ConfigMap.
 */
final class FaultLane implements AutoCloseable {

  /** What a run may take; what it takes beyond this and the fifteen seconds for evidence hangs. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final Duration HUNG_AFTER = TIMEOUT.plusSeconds(25);

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final ApiProxy proxy;
  private final Path folder;
  private final String namespace = "f-" + UUID.randomUUID().toString().substring(0, 8);
  private final LiveCluster live;
  private final OperatorFixture base;
  private int generation;
  private int rollbackTo;
  private boolean lockWasSpoiled;
  private @Nullable String podBefore;
  private @Nullable String belongings;

  FaultLane(ControlPlane plane, KubernetesClient client, Path parent) throws IOException {
    this.plane = plane;
    this.client = client;
    this.proxy = new ApiProxy(plane);
    this.folder = Files.createDirectories(parent.resolve(namespace));
    this.live = new LiveCluster(client, namespace);
    this.base = OperatorFixture.of(plane, namespace, folder).timeout(TIMEOUT);
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    client.namespaces().withName(namespace).delete();
  }

  /** The shapes of an undisturbed run's requests, in their order. */
  Set<String> requests(FaultCase.Verb verb) {
    prepare(verb);
    var scene = wanted(verb);
    Set<String> shapes = Collections.synchronizedSet(new LinkedHashSet<>());
    proxy.decide(
        request -> {
          shapes.add(FaultCase.shape(request, namespace));
          return Fate.PASS;
        });
    run(verb, through(scene));
    proxy.decide(request -> Fate.PASS);
    cleanAfter(verb, scene);
    return shapes;
  }

  /** Runs a case, and tells how it ended. */
  FaultOutcome play(FaultCase one) {
    var verb = one.verb();
    lockWasSpoiled = one.request().contains("/leases/percona-pg-");
    prepare(verb);
    var scene = wanted(verb);
    var fired = new AtomicBoolean();
    @Nullable Throwable failure;
    try {
      failure = one.fault().kills() ? killed(one, scene, fired) : spoiled(one, scene, fired);
    } catch (TimeoutException e) {
      return new FaultOutcome(one, FaultOutcome.Kind.HUNG, "after " + HUNG_AFTER);
    } finally {
      proxy.decide(request -> Fate.PASS);
      if (one.fault() == FaultCase.Fault.RESTART) {
        plane.awaitApiServer();
      }
    }
    if (!fired.get()) {
      return new FaultOutcome(
          one,
          failure == null ? FaultOutcome.Kind.NOT_REACHED : FaultOutcome.Kind.UNCLEAN,
          failure == null ? "" : "undisturbed, it failed: " + failure);
    }
    if (failure != null && !(failure instanceof PerconaPgException)) {
      return new FaultOutcome(one, FaultOutcome.Kind.UNCLEAN, String.valueOf(failure));
    }
    var code = failure instanceof PerconaPgException e ? e.problem().code() : null;
    if (code == ProblemCode.INTERNAL) {
      return new FaultOutcome(one, FaultOutcome.Kind.UNCLEAN, String.valueOf(failure));
    }
    var said = one.fault().kills() ? "killed" : code == null ? "" : code.name();
    try {
      if (said.isEmpty()) {
        succeeded(verb, scene);
      } else {
        run(verb, scene);
      }
    } catch (PerconaPgException | AssertionError e) {
      var kind = said.isEmpty() ? FaultOutcome.Kind.WRONG_SUCCESS : FaultOutcome.Kind.NOT_CONVERGED;
      return new FaultOutcome(one, kind, said + " -> " + e);
    }
    try {
      cleanAfter(verb, scene);
    } catch (PerconaPgException | AssertionError e) {
      return new FaultOutcome(one, FaultOutcome.Kind.NOT_CONVERGED, said + " -> " + e);
    }
    if (belongings != null && !belongings.equals(belongings())) {
      return new FaultOutcome(one, FaultOutcome.Kind.LOST, belongings + " -> " + belongings());
    }
    return new FaultOutcome(
        one,
        said.isEmpty() ? FaultOutcome.Kind.RIDDEN_OUT : FaultOutcome.Kind.FAILED_CLEANLY,
        said);
  }

  private @Nullable Throwable spoiled(FaultCase one, OperatorFixture scene, AtomicBoolean fired)
      throws TimeoutException {
    proxy.decide(
        request -> {
          if (!FaultCase.shape(request, namespace).equals(one.request()) || fired.getAndSet(true)) {
            return Fate.PASS;
          }
          if (one.fault() == FaultCase.Fault.RESTART) {
            plane.restartApiServer();
          }
          return one.fault().fate();
        });
    var running = CompletableFuture.runAsync(() -> run(one.verb(), through(scene)));
    try {
      running.get(HUNG_AFTER.toMillis(), TimeUnit.MILLISECONDS);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Throwable killed(FaultCase one, OperatorFixture scene, AtomicBoolean fired) {
    var process = new CompletableFuture<ForkedRun>();
    proxy.decide(
        request -> {
          if (!FaultCase.shape(request, namespace).equals(one.request()) || fired.getAndSet(true)) {
            return Fate.PASS;
          }
          process.join().killTree();
          return one.fault().fate();
        });
    try (var run = ForkedRun.start(through(scene), word(one.verb()))) {
      process.complete(run);
      assertThat(run.endsWithin(HUNG_AFTER.toSeconds())).isTrue();
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  /** What {@link RunMain} calls the verb. */
  private String word(FaultCase.Verb verb) {
    return switch (verb) {
      case DEPLOY, UPGRADE -> "deploy";
      case ROLLBACK -> "rollback " + rollbackTo;
      case DESTROY -> "destroy";
    };
  }

  private OperatorFixture through(OperatorFixture scene) {
    try {
      return scene.as(proxy.kubeconfig(folder, plane.context()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has to be there before the verb. */
  private void prepare(FaultCase.Verb verb) {
    switch (verb) {
      case DEPLOY -> {}
      case DESTROY -> base.deploy();
      case UPGRADE -> installed();
      case ROLLBACK -> {
        installed();
        if (target() == 0) {
          base.chart(chart(++generation)).deploy();
        }
        rollbackTo = target();
        podBefore = generationOfThePod();
      }
    }
  }

  /** The newest revision that was verified and has another pod than the deployed one; or 0. */
  private int target() {
    var deployed = Pattern.compile("\\bgeneration\\W+" + generationOfThePod() + "\\b");
    return live.records().stream()
        .filter(r -> r.getMetadata().getLabels().containsKey("percona-pg/proven"))
        .filter(r -> !deployed.matcher(Records.manifest(r)).find())
        .mapToInt(r -> Integer.parseInt(r.getMetadata().getLabels().get("version")))
        .max()
        .orElse(0);
  }

  private void installed() {
    if (belongings == null) {
      base.chart(chart(generation)).deploy();
      var unused = new Database(client, namespace).cluster().volume().held();
      client
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withNamespace(namespace)
                  .withName("mine")
                  .endMetadata()
                  .addToData("a", "b")
                  .build())
          .create();
      belongings = belongings();
    }
  }

  /** What the verb is to bring about; each upgrade brings a CRD and a Deployment that differ. */
  private OperatorFixture wanted(FaultCase.Verb verb) {
    return switch (verb) {
      case DEPLOY -> base.chart(KilledIT.withDefinitionOfItsOwn(namespace));
      case UPGRADE -> base.chart(chart(++generation));
      case ROLLBACK, DESTROY -> base;
    };
  }

  private StandInChart chart(int number) {
    return StandInChart.of(OperatorRelease.V2_7)
        .withPodAnnotation("generation", Integer.toString(number));
  }

  private void run(FaultCase.Verb verb, OperatorFixture scene) {
    switch (verb) {
      case DEPLOY, UPGRADE -> scene.deploy();
      case ROLLBACK -> scene.rollback(rollbackTo);
      case DESTROY -> scene.destroy();
    }
  }

  /** That a success was one. */
  private void succeeded(FaultCase.Verb verb, OperatorFixture scene) {
    switch (verb) {
      case DEPLOY, UPGRADE -> assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
      case ROLLBACK -> assertThat(generationOfThePod()).isNotEqualTo(podBefore);
      case DESTROY -> assertThat(scene.destroy()).isInstanceOf(DestroyResult.Absent.class);
    }
  }

  /** That the state is the one of an undisturbed run. */
  private void cleanAfter(FaultCase.Verb verb, OperatorFixture scene) {
    if (verb == FaultCase.Verb.DESTROY) {
      assertThat(scene.destroy()).isInstanceOf(DestroyResult.Absent.class);
      LiveCluster.untilTrue(() -> !live.namespaceExists());
      return;
    }
    var same =
        verb == FaultCase.Verb.ROLLBACK
            ? base.chart(chart(Integer.parseInt(String.valueOf(generationOfThePod()))))
            : scene;
    assertThat(same.deploy()).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(same.verify().checks()).noneMatch(c -> c.outcome() == CheckResult.Outcome.FAILED);
    var statuses =
        live.records().stream()
            .map(r -> r.getMetadata().getLabels())
            .sorted(Comparator.comparing(labels -> Integer.valueOf(labels.get("version"))))
            .map(labels -> labels.get("status"))
            .toList();
    // A revision that failed stays in the history, as Helm keeps it.
    assertThat(statuses).noneMatch(status -> status.startsWith("pending")).endsWith("deployed");
    assertThat(statuses).containsOnlyOnce("deployed");
    // Where the lock could not be given back, the run said so, and it expires by itself.
    if (!lockWasSpoiled) {
      assertThat(live.lock()).isNull();
    }
    if (verb == FaultCase.Verb.ROLLBACK) {
      assertThat(generationOfThePod()).isNotEqualTo(podBefore);
    } else if (verb == FaultCase.Verb.UPGRADE) {
      assertThat(generationOfThePod()).isEqualTo(Integer.toString(generation));
    } else {
      scene.destroy();
      LiveCluster.untilTrue(() -> !live.namespaceExists());
      var own =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .withName("things." + namespace + ".example.com");
      own.delete();
      LiveCluster.untilTrue(() -> own.get() == null);
    }
  }

  private @Nullable String generationOfThePod() {
    return Objects.requireNonNull(live.deployment())
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations()
        .get("generation");
  }

  /** What a user has here, each by UID. */
  private String belongings() {
    var database = new Database(client, namespace);
    var cluster = database.get("PerconaPGCluster");
    var map = client.configMaps().inNamespace(namespace).withName("mine").get();
    return "cluster "
        + (cluster == null ? "-" : cluster.getMetadata().getUid() + cluster.isMarkedForDeletion())
        + ", volume "
        + database.hasVolume()
        + ", ConfigMap "
        + (map == null ? "-" : map.getMetadata().getUid());
  }
}
