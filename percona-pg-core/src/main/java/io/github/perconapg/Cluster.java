package io.github.perconapg;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.chart.Charts;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.crd.CrdDelta;
import io.github.perconapg.internal.deploy.DeployPipeline;
import io.github.perconapg.internal.destroy.DestroyPlanner;
import io.github.perconapg.internal.destroy.Destroyer;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.outlet.Outlet;
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
import io.github.perconapg.model.LogOptions;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.VerifyOptions;
import io.github.perconapg.model.VerifyReport;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is connected to, and what can be done on it. Every verb refuses a desired state
 * whose manifest names another cluster, unless the target was given explicitly. Failures are thrown
 * as {@link io.github.perconapg.problem.PerconaPgException}. Not safe for use by several threads.
 */
public final class Cluster implements AutoCloseable {

  /** How long a chart may take to render for a plan. */
  private static final Duration TO_RENDER = Duration.ofMinutes(1);

  /** How long a verb may look at the cluster that only looks, and has no timeout of its own. */
  static final Duration TO_LOOK = Duration.ofMinutes(5);

  private final Connection connection;
  private final Environment environment;
  private final Charts charts;
  private final CrdCache knownCrds;
  private final Duration toLook;
  private final Outlet outlet;

  /**
   * @param toLook the deadline of verbs that only look and have no timeout of their own
   */
  Cluster(
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
   * What a deploy would do; writes nothing and needs rights to read only. Where the caller may also
   * write, the API server is asked by dry runs; what it could not be asked is estimated and marked
   * so.
   *
   * @return the plan, with every reason not to start in {@link Plan#refusals}
   */
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

  /**
   * Carries out a plan, which is made again first.
   *
   * @throws io.github.perconapg.problem.PerconaPgException {@code plan-stale} when the cluster has
   *     changed so that another plan would be made now; the plan's refusals when it has any
   */
  public DeployResult apply(Plan plan, RunOptions options, EventListener listener) {
    return deploy(plan.desired(), options, listener, plan);
  }

  /** Plans, and carries the plan out when there is something to do. */
  public DeployResult deploy(DesiredState desired, RunOptions options, EventListener listener) {
    return deploy(desired, options, listener, null);
  }

  /**
   * The release's revisions, newest first; empty when there is no release. Writes nothing and needs
   * no chart.
   */
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

  /**
   * Puts a stored revision back, with the same plan, lock, readiness and evidence as a deploy.
   * Needs no chart. Definitions stay as they are.
   *
   * @param revision one of {@link #history}; empty for the newest that was seen to work and is
   *     another than the one in force
   * @return {@link DeployResult.RolledBack}, or {@link DeployResult.Unchanged} when it is in force
   * @throws io.github.perconapg.problem.PerconaPgException {@code revision-unknown}; the plan's
   *     refusals, for example across operator 3.0; as for a deploy when it does not come up
   */
  public DeployResult rollback(
      DesiredState desired, OptionalInt revision, RunOptions options, EventListener listener) {
    var number = revision.isPresent() ? (Integer) revision.getAsInt() : null;
    var deployer =
        new DeployPipeline(connection, environment, knownCrds, outlet.listener(listener));
    return outlet.result(on(desired, () -> deployer.rollback(desired, number, options)));
  }

  /** The definitions that an administrator has to apply before a deploy that may write none. */
  public CrdFile crds(DesiredState desired) {
    return on(
        desired,
        () -> {
          var chart = charts.resolve(desired);
          try {
            var file = connection.within(toLook, () -> CrdDelta.of(connection.api(), chart));
            return CleanPlan.of(file, outlet);
          } catch (KubernetesClientException e) {
            throw connection.failure("looking at the definitions", e);
          }
        });
  }

  /**
   * The least roles of somebody who deploys, verifies and destroys this; writes nothing, and asks
   * the cluster for its version and its kinds only.
   *
   * @param scope where he works
   */
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

  /**
   * Looks whether the operator works; writes nothing.
   *
   * @return what was found at the last look; {@link VerifyReport#healthy} tells whether any check
   *     failed
   */
  public VerifyReport verify(DesiredState desired, VerifyOptions options, EventListener listener) {
    var told = outlet.listener(listener);
    return outlet.report(
        on(
            desired,
            () ->
                new Verification(connection, options, told).run(desired, charts.resolve(desired))));
  }

  /**
   * Reads the log of the operator of the release in force. Needs no chart.
   *
   * @param line takes a line, with secrets masked and control characters escaped; called by one
   *     thread at a time
   * @throws io.github.perconapg.problem.PerconaPgException {@code not-ready} when there is no
   *     release, pod or such run of its container
   */
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

  /**
   * What a destroy would do; writes nothing and needs rights to read only.
   *
   * @return the plan, with every reason not to start in {@link DestroyPlan#refusals}
   */
  public DestroyPlan planDestroy(DesiredState desired, DestroyOptions options) {
    var plan =
        on(
            desired,
            () ->
                connection.within(toLook, () -> DestroyPlanner.plan(connection, desired, options)));
    return CleanPlan.of(plan, outlet);
  }

  /**
   * Removes the operator. Refused while database clusters exist, unless the options say what to do
   * with them; what was there before and everything of anybody else stay. May be run again after a
   * failure, and goes on from there.
   */
  public DestroyResult destroy(
      DesiredState desired, DestroyOptions options, EventListener listener) {
    var destroyer = new Destroyer(connection, environment, outlet.listener(listener));
    return outlet.result(on(desired, () -> destroyer.destroy(desired, options)));
  }

  /** Closes the connection. */
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

  /** Carries a verb out, on the cluster that the manifest names; what it throws is clean. */
  private <T> T on(DesiredState desired, Supplier<T> verb) {
    connection.redactor().learnValues(desired.values());
    return outlet.guard(
        () -> {
          connection.requireSameTarget(desired);
          return verb.get();
        });
  }
}
