package io.github.perconapg;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.chart.CacheFolder;
import io.github.perconapg.internal.chart.Charts;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.crd.CrdDelta;
import io.github.perconapg.internal.deploy.DeployPipeline;
import io.github.perconapg.internal.destroy.DestroyPlanner;
import io.github.perconapg.internal.destroy.Destroyer;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.HelmWorker;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.internal.permission.DeployerPermissions;
import io.github.perconapg.internal.plan.CleanPlan;
import io.github.perconapg.internal.plan.History;
import io.github.perconapg.internal.plan.Planner;
import io.github.perconapg.internal.readiness.OperatorLogs;
import io.github.perconapg.internal.verify.Verification;
import io.github.perconapg.model.CrdFile;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DeployerRole;
import io.github.perconapg.model.DeployerScope;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.model.LogOptions;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Target;
import io.github.perconapg.model.VerifyOptions;
import io.github.perconapg.model.VerifyReport;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cluster with an open connection. */
final class ConnectedCluster implements Cluster {

  /** The time limit for rendering a chart. */
  private static final Duration TO_RENDER = Duration.ofMinutes(1);

  /** The deadline of read-only verbs that have no timeout option. */
  static final Duration TO_LOOK = Duration.ofMinutes(5);

  private final Connection connection;
  private final Environment environment;
  private final Charts charts;
  private final CrdCache knownCrds;
  private final Duration toLook;
  private final Outlet outlet;

  /**
   * @param toLook the deadline of read-only verbs that have no timeout option
   */
  private ConnectedCluster(
      Connection connection,
      Environment environment,
      Charts charts,
      CrdCache knownCrds,
      EventListener listener,
      Duration toLook) {
    this.toLook = toLook;
    this.knownCrds = knownCrds;
    this.connection = connection;
    this.environment = environment;
    this.charts = charts;
    this.outlet = new Outlet(connection.redactor());
    var resolved = connection.resolved();
    listener.on(new Event.TargetResolved(resolved.name(), resolved.server(), resolved.identity()));
    resolved.warnings().forEach(warning -> listener.on(new Event.Warned(warning)));
  }

  /**
   * Connects; sends no request yet.
   *
   * @param knownCrds returns the CRDs known to be on a server
   * @param toLook the deadline of read-only verbs that have no timeout option
   */
  static Cluster open(
      Target target,
      Environment environment,
      HttpSettings http,
      EventListener listener,
      Function<String, CrdCache> knownCrds,
      Duration toLook) {
    var redactor = new Redactor();
    var outlet = new Outlet(redactor);
    var told = outlet.listener(listener);
    return outlet.guard(
        () -> {
          var unusedCache = CacheFolder.of(environment).warning();
          if (unusedCache != null) {
            told.on(new Event.Warned(unusedCache));
          }
          HelmWorker.removeLeftovers(environment);
          // Before the connection: the JDK reads its settings for proxy passwords with its first
          // client.
          var charts = new Charts(environment, http, redactor);
          var connection = Connection.open(target, environment, told::on, redactor);
          var known = knownCrds.apply(connection.resolved().server());
          return new ConnectedCluster(connection, environment, charts, known, told, toLook);
        });
  }

  @Override
  public Plan plan(DesiredState desired) {
    return on(
        desired,
        () -> {
          connection.greet(); // while the chart is read
          var chart = charts.resolve(desired);
          var series = charts.series(desired);
          return connection.within(
              toLook,
              () -> {
                try (var helm = new HelmSession(connection, environment, () -> toLook)) {
                  return new Planner(connection, helm, knownCrds)
                      .plan(desired, chart, series)
                      .plan();
                }
              });
        });
  }

  @Override
  public DeployResult apply(Plan plan, RunOptions options, EventListener listener) {
    return deploy(plan.desired(), options, listener, plan);
  }

  @Override
  public DeployResult deploy(DesiredState desired, RunOptions options, EventListener listener) {
    return deploy(desired, options, listener, null);
  }

  @Override
  public List<Revision> history(DesiredState desired) {
    var releases = new Releases(connection);
    var revisions =
        on(
            desired,
            () ->
                connection.within(
                    toLook, () -> releases.revisions(desired.namespace(), desired.release())));
    return outlet.history(History.of(revisions));
  }

  @Override
  public DeployResult rollback(DesiredState desired, RunOptions options, EventListener listener) {
    return rollback(desired, null, options, listener);
  }

  @Override
  public DeployResult rollback(
      DesiredState desired, int revision, RunOptions options, EventListener listener) {
    return rollback(desired, (Integer) revision, options, listener);
  }

  private DeployResult rollback(
      DesiredState desired,
      @Nullable Integer revision,
      RunOptions options,
      EventListener listener) {
    var deployer =
        new DeployPipeline(connection, environment, knownCrds, outlet.listener(listener));
    return outlet.result(on(desired, () -> deployer.rollback(desired, revision, options)));
  }

  @Override
  public CrdFile crds(DesiredState desired) {
    return on(
        desired,
        () -> {
          var chart = charts.resolve(desired);
          try {
            var file = connection.within(toLook, () -> CrdDelta.of(connection.api(), chart));
            return CleanPlan.of(file, outlet);
          } catch (KubernetesClientException e) {
            throw connection.failure("reading the CRDs", e);
          }
        });
  }

  @Override
  public DeployerRole rbac(DesiredState desired, DeployerScope scope) {
    return on(
        desired,
        () -> {
          try (var helm = new HelmSession(connection, environment, () -> TO_RENDER)) {
            return DeployerPermissions.role(
                desired,
                charts.resolve(desired),
                helm,
                connection.discovery(),
                new CustomResources(connection).movedKinds(),
                scope);
          }
        });
  }

  @Override
  public VerifyReport verify(DesiredState desired, VerifyOptions options, EventListener listener) {
    var told = outlet.listener(listener);
    return outlet.report(
        on(
            desired,
            () ->
                new Verification(connection, options, told).run(desired, charts.resolve(desired))));
  }

  @Override
  public void logs(DesiredState desired, LogOptions options, Consumer<String> line) {
    Consumer<String> clean = text -> line.accept(outlet.line(text));
    var unused =
        on(
            desired,
            () -> {
              connection.within(options.timeout(), () -> print(desired, options, clean));
              return desired;
            });
  }

  private void print(DesiredState desired, LogOptions options, Consumer<String> line) {
    var history = new Releases(connection).history(desired.namespace(), desired.release());
    try {
      new OperatorLogs(connection.client(), options, line).print(desired, history);
    } catch (KubernetesClientException e) {
      throw connection.failure("reading the operator's log", e);
    }
  }

  @Override
  public DestroyPlan planDestroy(DesiredState desired, DestroyOptions options) {
    var plan =
        on(
            desired,
            () ->
                connection.within(toLook, () -> DestroyPlanner.plan(connection, desired, options)));
    return CleanPlan.of(plan, outlet);
  }

  @Override
  public DestroyResult apply(DestroyPlan plan, DestroyOptions options, EventListener listener) {
    return destroy(plan.desired(), options, listener, plan);
  }

  @Override
  public DestroyResult destroy(
      DesiredState desired, DestroyOptions options, EventListener listener) {
    return destroy(desired, options, listener, null);
  }

  private DestroyResult destroy(
      DesiredState desired,
      DestroyOptions options,
      EventListener listener,
      @Nullable DestroyPlan agreed) {
    var destroyer = new Destroyer(connection, environment, outlet.listener(listener));
    return outlet.result(on(desired, () -> destroyer.destroy(desired, options, agreed)));
  }

  @Override
  public void close() {
    connection.close();
  }

  private DeployResult deploy(
      DesiredState desired, RunOptions options, EventListener listener, @Nullable Plan agreed) {
    var deployer =
        new DeployPipeline(connection, environment, knownCrds, outlet.listener(listener));
    return outlet.result(
        on(
            desired,
            () -> {
              connection.greet(); // while the chart is read
              return deployer.deploy(
                  desired, charts.resolve(desired), charts.series(desired), options, agreed);
            }));
  }

  /** Runs a verb on the cluster that the manifest names, and redacts what it throws. */
  private <T> T on(DesiredState desired, Supplier<T> verb) {
    connection.redactor().learnValues(desired.values());
    return outlet.guard(
        () -> {
          connection.requireSameTarget(desired);
          return verb.get();
        });
  }
}
