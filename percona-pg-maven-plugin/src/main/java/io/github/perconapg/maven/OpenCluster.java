package io.github.perconapg.maven;

import io.github.perconapg.Cluster;
import io.github.perconapg.DeployListener;
import io.github.perconapg.DeployOutcome;
import io.github.perconapg.DeployRequest;
import io.github.perconapg.PerconaPg;
import io.github.perconapg.event.EventListener;
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
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What the goals use of the core's {@link Cluster}, so that they can be tested without one. */
interface OpenCluster extends AutoCloseable {

  /** As {@link Cluster#plan}. */
  Plan plan(DesiredState desired);

  /** As {@link Cluster#deploy}. */
  DeployResult deploy(DesiredState desired, RunOptions options, EventListener listener);

  /** As {@link Cluster#verify}. */
  VerifyReport verify(DesiredState desired, VerifyOptions options, EventListener listener);

  /** As {@link Cluster#logs}. */
  void logs(DesiredState desired, LogOptions options, Consumer<String> line);

  /** As {@link Cluster#history}. */
  List<Revision> history(DesiredState desired);

  /** As {@link Cluster#rollback}. */
  DeployResult rollback(
      DesiredState desired, OptionalInt revision, RunOptions options, EventListener listener);

  /** As {@link Cluster#crds}. */
  CrdFile crds(DesiredState desired);

  /** As {@link Cluster#rbac}. */
  DeployerRole rbac(DesiredState desired, DeployerScope scope);

  /** As {@link Cluster#planDestroy}. */
  DestroyPlan planDestroy(DesiredState desired, DestroyOptions options);

  /** As {@link Cluster#destroy}. */
  DestroyResult destroy(DesiredState desired, DestroyOptions options, EventListener listener);

  @Override
  void close();

  /** As {@link PerconaPg#connect(Target, Environment, HttpSettings, EventListener)}. */
  static OpenCluster connect(
      Target target, Environment environment, HttpSettings http, EventListener listener) {
    return new OfCore(PerconaPg.connect(target, environment, http, listener));
  }

  /**
   * As {@link PerconaPg#deployAll(List, int, boolean, Environment, HttpSettings, DeployListener)}.
   */
  static List<DeployOutcome> deployAll(
      List<DeployRequest> requests,
      int parallelism,
      boolean failFast,
      Environment environment,
      HttpSettings http,
      DeployListener listener) {
    return PerconaPg.deployAll(requests, parallelism, failFast, environment, http, listener);
  }

  /** The real one. */
  record OfCore(Cluster cluster) implements OpenCluster {

    @Override
    public Plan plan(DesiredState desired) {
      return cluster.plan(desired);
    }

    @Override
    public DeployResult deploy(DesiredState desired, RunOptions options, EventListener listener) {
      return cluster.deploy(desired, options, listener);
    }

    @Override
    public VerifyReport verify(
        DesiredState desired, VerifyOptions options, EventListener listener) {
      return cluster.verify(desired, options, listener);
    }

    @Override
    public void logs(DesiredState desired, LogOptions options, Consumer<String> line) {
      cluster.logs(desired, options, line);
    }

    @Override
    public List<Revision> history(DesiredState desired) {
      return cluster.history(desired);
    }

    @Override
    public DeployResult rollback(
        DesiredState desired, OptionalInt revision, RunOptions options, EventListener listener) {
      return cluster.rollback(desired, revision, options, listener);
    }

    @Override
    public CrdFile crds(DesiredState desired) {
      return cluster.crds(desired);
    }

    @Override
    public DeployerRole rbac(DesiredState desired, DeployerScope scope) {
      return cluster.rbac(desired, scope);
    }

    @Override
    public DestroyPlan planDestroy(DesiredState desired, DestroyOptions options) {
      return cluster.planDestroy(desired, options);
    }

    @Override
    public DestroyResult destroy(
        DesiredState desired, DestroyOptions options, EventListener listener) {
      return cluster.destroy(desired, options, listener);
    }

    @Override
    public void close() {
      cluster.close();
    }
  }
}
