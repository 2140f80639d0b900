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
 * A connected cluster and its verbs. Every verb refuses a desired state whose manifest names a
 * different cluster, unless the target was set explicitly. Failures are thrown as {@link
 * io.github.perconapg.problem.PerconaPgException}. Not safe for use by several threads.
 */
public final class Cluster implements AutoCloseable {

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
   * Plans a deploy. Writes nothing and needs read permissions only. If the caller may also write,
   * the plan rests on dry runs; changes without a dry run are estimated and marked so.
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
   * Applies a plan. Plans anew first, and refuses if the result differs.
   *
   * @throws io.github.perconapg.problem.PerconaPgException {@code plan-stale} if the cluster has
   *     changed so that the plan would be different now; the plan's refusals if it has any
   */
  public DeployResult apply(Plan plan, RunOptions options, EventListener listener) {
    return deploy(plan.desired(), options, listener, plan);
  }

  /** Plans a deploy, and applies the plan if there is something to do. */
  public DeployResult deploy(DesiredState desired, RunOptions options, EventListener listener) {
    return deploy(desired, options, listener, null);
  }

  /**
   * Returns the release's revisions, newest first; empty if there is no release. Writes nothing and
   * needs no chart.
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
   * Rolls back to a stored revision, with the same plan, lock, readiness and evidence as a deploy.
   * Needs no chart. CRDs stay as they are.
   *
   * @param revision a revision of {@link #history}; empty for the newest verified one that differs
   *     from the deployed one
   * @return {@link DeployResult.RolledBack}, or {@link DeployResult.Unchanged} if the revision is
   *     already deployed
   * @throws io.github.perconapg.problem.PerconaPgException {@code revision-unknown}; the plan's
   *     refusals, for example across operator 3.0; the problems of a deploy if the operator does
   *     not become ready
   */
  public DeployResult rollback(
      DesiredState desired, OptionalInt revision, RunOptions options, EventListener listener) {
    var number = revision.isPresent() ? (Integer) revision.getAsInt() : null;
    var deployer =
        new DeployPipeline(connection, environment, knownCrds, outlet.listener(listener));
    return outlet.result(on(desired, () -> deployer.rollback(desired, number, options)));
  }

  /** Returns the CRDs that an administrator must apply before a deploy that may not write them. */
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

  /**
   * Returns the minimal roles for deploying, verifying and destroying. Writes nothing, and reads
   * only the cluster's version and kinds.
   *
   * @param scope where the deployer works
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
   * Verifies that the operator works. Writes nothing.
   *
   * @return the results of the last pass; {@link VerifyReport#healthy} is false if any check failed
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
   * Reads the log of the deployed operator. Needs no chart.
   *
   * @param line receives each line, with secrets masked and control characters escaped; called by
   *     one thread at a time
   * @throws io.github.perconapg.problem.PerconaPgException {@code not-ready} if there is no
   *     release, no pod or no such run of its container
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
   * Plans a destroy. Writes nothing and needs read permissions only.
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
   * Removes the operator. Refuses while database clusters exist, unless the options say what to do
   * with them. Keeps everything that percona-pg did not create. After a failure, run it again to
   * continue.
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
