package io.github.perconapg;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.chart.Chart;
import io.github.perconapg.chart.ChartValues;
import io.github.perconapg.chart.Charts;
import io.github.perconapg.deploy.Deployer;
import io.github.perconapg.destroy.Destroyer;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.health.Verifier;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.plan.Fingerprint;
import io.github.perconapg.plan.Plan;
import io.github.perconapg.plan.Planner;
import io.github.perconapg.release.Releases;
import io.github.perconapg.target.Connection;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is connected to, and what can be done on it. Every verb refuses a desired state
 * whose manifest names another cluster, unless the target was given explicitly. Failures are thrown
 * as {@link io.github.perconapg.problem.PerconaPgException}. Not safe for use by several threads.
 */
public final class Cluster implements AutoCloseable {

  private final Connection connection;
  private final Environment environment;
  private final Charts charts;

  Cluster(Connection connection, Environment environment, Charts charts, EventListener listener) {
    this.connection = connection;
    this.environment = environment;
    this.charts = charts;
    var resolved = connection.resolved();
    listener.on(new Event.TargetResolved(resolved.name(), resolved.server(), resolved.identity()));
  }

  /**
   * What a deploy would do; writes nothing and needs rights to read only.
   *
   * @return the plan, with every reason not to start in {@link Plan#refusals}
   */
  public Plan plan(DesiredState desired) {
    var wanted = wanted(desired);
    return new Planner(connection)
        .plan(desired, wanted.chart(), wanted.values().values(), wanted.values().notes())
        .plan();
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
   * Looks whether the operator works; writes nothing.
   *
   * @return what was found; {@link VerifyReport#healthy} tells whether any check failed
   */
  public VerifyReport verify(DesiredState desired, RunOptions options, EventListener listener) {
    var wanted = wanted(desired);
    wanted.values().notes().forEach(note -> listener.on(new Event.Warned(note)));
    var fingerprint =
        Fingerprint.of(
            wanted.chart(), wanted.values().values(), desired.namespace(), desired.release());
    var history = new Releases(connection).history(desired.namespace(), desired.release());
    try {
      return new Verifier(connection.client())
          .verify(desired, wanted.chart(), fingerprint, history, options.readiness());
    } catch (KubernetesClientException e) {
      throw connection.failure("looking at the operator", e);
    }
  }

  /**
   * Removes the operator. Refused while database clusters exist; what was there before, the custom
   * resource definitions, and everything of anybody else stay.
   */
  public DestroyResult destroy(
      DesiredState desired, DestroyOptions options, EventListener listener) {
    connection.requireSameTarget(desired);
    return new Destroyer(connection, environment, listener).destroy(desired, options);
  }

  /** Closes the connection. */
  @Override
  public void close() {
    connection.close();
  }

  private DeployResult deploy(
      DesiredState desired, RunOptions options, EventListener listener, @Nullable Plan agreed) {
    var wanted = wanted(desired);
    return new Deployer(connection, environment, listener)
        .deploy(
            desired,
            wanted.chart(),
            wanted.values().values(),
            wanted.values().notes(),
            options,
            agreed);
  }

  private Wanted wanted(DesiredState desired) {
    connection.requireSameTarget(desired);
    var chart = charts.resolve(desired);
    return new Wanted(chart, ChartValues.of(chart, desired));
  }

  private record Wanted(Chart chart, ChartValues values) {}
}
