package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.Cluster;
import io.github.perconapg.PerconaPg;
import io.github.perconapg.controlplane.TestCluster;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DeployerRole;
import io.github.perconapg.model.DeployerScope;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.model.Target;
import io.github.perconapg.model.VerifyOptions;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.PerconaPgException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * One operator in one namespace, as a user of the library has it. Each method that changes
 * something gives a changed copy; the copies share their events.
 */
record OperatorFixture(
    Path kubeconfig,
    String context,
    DesiredState desired,
    RunOptions options,
    Path folder,
    List<Event> events) {

  /**
   * The tag of tests that hold for every chart: {@code -Dit.chart=FOLDER -Dgroups=any-chart} runs
   * them, and only them, on the chart in that folder.
   */
  static final String ANY_CHART = "any-chart";

  /** The stand-in chart 2.7, or the one that -Dit.chart names. */
  static OperatorFixture of(TestCluster cluster, String namespace, Path folder) {
    var named = System.getProperty("it.chart", "");
    var chart =
        named.isEmpty() ? written(StandInChart.of(OperatorRelease.V2_7), folder) : Path.of(named);
    return at(cluster.kubeconfig(), cluster.context(), namespace, chart, folder);
  }

  /** The same by its parts, for a process of its own. */
  static OperatorFixture at(
      Path kubeconfig, String context, String namespace, Path chart, Path folder) {
    return new OperatorFixture(
        kubeconfig,
        context,
        DesiredState.of(StackInput.of(resource(namespace, Container.DEFAULT, true)))
            .chart(chart.toString()),
        RunOptions.defaults()
            .timeout(Duration.ofSeconds(60))
            .outputDirectory(folder.resolve("out")),
        folder,
        new CopyOnWriteArrayList<>());
  }

  OperatorFixture chart(StandInChart chart) {
    return with(d -> d.chart(written(chart, folder).toString()));
  }

  OperatorFixture chart(Path chart) {
    return with(d -> d.chart(chart.toString()));
  }

  /** The stand-in chart 2.7, whose operator fails in this way. */
  OperatorFixture failing(Failure failure) {
    return chart(
        StandInChart.of(OperatorRelease.V2_7)
            .withPodAnnotation(Failure.ANNOTATION, failure.value()));
  }

  OperatorFixture values(Map<String, Object> values) {
    return with(d -> d.values(values));
  }

  OperatorFixture consent(Consent consent) {
    return with(d -> d.consent(consent));
  }

  OperatorFixture crds(CrdPolicy policy) {
    return with(d -> d.crds(policy));
  }

  OperatorFixture existingNamespace() {
    return resource(resource(namespace(), container(), false));
  }

  OperatorFixture container(Container container) {
    return resource(resource(namespace(), container, createsNamespace()));
  }

  OperatorFixture as(Path otherKubeconfig) {
    return new OperatorFixture(otherKubeconfig, context, desired, options, folder, events);
  }

  OperatorFixture timeout(Duration timeout) {
    return run(options.timeout(timeout));
  }

  OperatorFixture readiness(Readiness readiness) {
    return run(options.readiness(readiness));
  }

  OperatorFixture rollback(Rollback rollback) {
    return run(options.rollback(rollback));
  }

  OperatorFixture output(Path output) {
    return run(options.outputDirectory(output));
  }

  String namespace() {
    return desired.namespace();
  }

  Path output() {
    return options.outputDirectory();
  }

  /** The folder in which the library makes private temporary folders. */
  Path temporary() {
    return folder.resolve("tmp");
  }

  Cluster connect() {
    var system = Environment.system();
    var environment =
        new Environment(
            system.variables(), system.home(), system.cache(), temporary(), system.clock());
    return PerconaPg.connect(
        Target.kubeconfig(kubeconfig).context(context),
        environment,
        HttpSettings.defaults(),
        events::add);
  }

  Plan plan() {
    try (var cluster = connect()) {
      return cluster.plan(desired);
    }
  }

  DeployResult deploy() {
    return deploy(EventListener.none());
  }

  DeployResult deploy(EventListener meanwhile) {
    try (var cluster = connect()) {
      return cluster.deploy(desired, options, keptAnd(meanwhile));
    }
  }

  List<Revision> history() {
    try (var cluster = connect()) {
      return cluster.history(desired);
    }
  }

  DeployResult rollback() {
    try (var cluster = connect()) {
      return cluster.rollback(desired, options, events::add);
    }
  }

  DeployResult rollback(int revision) {
    try (var cluster = connect()) {
      return cluster.rollback(desired, revision, options, events::add);
    }
  }

  VerifyReport verify() {
    return verify(looking());
  }

  VerifyReport verify(VerifyOptions how) {
    try (var cluster = connect()) {
      return cluster.verify(desired, how, events::add);
    }
  }

  /** Looks once; the stand-in's minutes are seconds, and so no container is watched on. */
  VerifyOptions looking() {
    return VerifyOptions.defaults()
        .timeout(options.timeout())
        .readiness(options.readiness())
        .stableFor(Duration.ZERO);
  }

  DeployerRole rbac(DeployerScope scope) {
    try (var cluster = connect()) {
      return cluster.rbac(desired, scope);
    }
  }

  DestroyPlan planDestroy(DestroyOptions how) {
    try (var cluster = connect()) {
      return cluster.planDestroy(desired, how);
    }
  }

  DestroyResult apply(DestroyPlan plan, DestroyOptions how) {
    try (var cluster = connect()) {
      return cluster.apply(plan, how, events::add);
    }
  }

  DestroyResult destroy() {
    return destroy(DestroyOptions.defaults().timeout(options.timeout()));
  }

  DestroyResult destroy(DestroyOptions how) {
    return destroy(how, EventListener.none());
  }

  DestroyResult destroy(DestroyOptions how, EventListener meanwhile) {
    try (var cluster = connect()) {
      return cluster.destroy(desired, how, keptAnd(meanwhile));
    }
  }

  private EventListener keptAnd(EventListener other) {
    return event -> {
      events.add(event);
      other.on(event);
    };
  }

  /** What was told while a step waited. */
  List<Event.Waiting> waits(String step) {
    return events.stream()
        .filter(Event.Waiting.class::isInstance)
        .map(Event.Waiting.class::cast)
        .filter(waiting -> waiting.step().equals(step))
        .toList();
  }

  /** What a verb that has to fail throws. */
  static PerconaPgException failureOf(ThrowingCallable verb) {
    return catchThrowableOfType(PerconaPgException.class, verb);
  }

  /** The first change that a plan has of this kind. */
  static Change change(Plan plan, String kind) {
    return plan.changes().stream().filter(c -> c.kind().equals(kind)).findFirst().orElseThrow();
  }

  /** Writes a chart into a folder of its own. */
  static Path written(StandInChart chart, Path folder) {
    try {
      var parent = Files.createTempDirectory(Files.createDirectories(folder), "chart-");
      return chart.writeTo(parent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OperatorFixture with(UnaryOperator<DesiredState> change) {
    return new OperatorFixture(kubeconfig, context, change.apply(desired), options, folder, events);
  }

  private OperatorFixture run(RunOptions other) {
    return new OperatorFixture(kubeconfig, context, desired, other, folder, events);
  }

  private OperatorFixture resource(PerconaPostgresqlOperator resource) {
    return with(
        d ->
            new DesiredState(
                StackInput.of(resource),
                d.chart(),
                d.chartVersion(),
                d.chartSha256(),
                d.values(),
                d.crds(),
                d.consent()));
  }

  private Container container() {
    return desired.input().target().spec().container();
  }

  private boolean createsNamespace() {
    return desired.input().target().spec().createNamespace();
  }

  private static PerconaPostgresqlOperator resource(
      String namespace, Container container, boolean createNamespace) {
    return new PerconaPostgresqlOperator(
        Metadata.named("it"), new Spec(null, namespace, container, createNamespace));
  }
}
