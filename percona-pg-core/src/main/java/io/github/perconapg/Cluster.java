package io.github.perconapg;

import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.CrdFile;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DeployerRole;
import io.github.perconapg.model.DeployerScope;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.LogOptions;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.VerifyOptions;
import io.github.perconapg.model.VerifyReport;
import java.util.List;
import java.util.function.Consumer;

/**
 * A connected cluster and its verbs. Every verb refuses a desired state whose manifest names a
 * different cluster, unless the target was set explicitly. Failures are thrown as {@link
 * io.github.perconapg.problem.PerconaPgException}. Not safe for use by several threads.
 */
public interface Cluster extends AutoCloseable {

  /**
   * Plans a deploy. Writes nothing and needs read permissions only. If the caller may also write,
   * the plan rests on dry runs; changes without a dry run are estimated and marked so.
   *
   * @return the plan, with every reason not to start in {@link Plan#refusals}
   */
  Plan plan(DesiredState desired);

  /**
   * Applies a plan. Plans anew first, and refuses if the result differs.
   *
   * @throws io.github.perconapg.problem.PerconaPgException {@code plan-stale} if the cluster has
   *     changed so that the plan would be different now; the plan's refusals if it has any
   */
  DeployResult apply(Plan plan, RunOptions options, EventListener listener);

  /** Plans a deploy, and applies the plan if there is something to do. */
  DeployResult deploy(DesiredState desired, RunOptions options, EventListener listener);

  /**
   * Returns the release's revisions, newest first; empty if there is no release. Writes nothing and
   * needs no chart.
   */
  List<Revision> history(DesiredState desired);

  /**
   * Rolls back to the newest verified revision that differs from the deployed one, with the same
   * plan, lock, readiness and evidence as a deploy. Needs no chart. CRDs stay as they are.
   *
   * @return {@link DeployResult.RolledBack}, or {@link DeployResult.Unchanged} if the revision is
   *     already deployed
   * @throws io.github.perconapg.problem.PerconaPgException {@code revision-unknown}; the plan's
   *     refusals, for example across operator 3.0; the problems of a deploy if the operator does
   *     not become ready
   */
  DeployResult rollback(DesiredState desired, RunOptions options, EventListener listener);

  /**
   * Rolls back to the given revision, as {@link #rollback(DesiredState, RunOptions, EventListener)}
   * does to the newest verified one.
   *
   * @param revision the number of a revision of {@link #history}
   */
  DeployResult rollback(
      DesiredState desired, int revision, RunOptions options, EventListener listener);

  /** Returns the CRDs that an administrator must apply before a deploy that may not write them. */
  CrdFile crds(DesiredState desired);

  /**
   * Returns the minimal roles for deploying, verifying and destroying. Writes nothing, and reads
   * only the cluster's version and kinds.
   *
   * @param scope where the deployer works
   */
  DeployerRole rbac(DesiredState desired, DeployerScope scope);

  /**
   * Verifies that the operator works. Writes nothing.
   *
   * @return the results of the last pass; {@link VerifyReport#healthy} is false if any check failed
   */
  VerifyReport verify(DesiredState desired, VerifyOptions options, EventListener listener);

  /**
   * Reads the log of the deployed operator. Needs no chart.
   *
   * @param line receives each line, with secrets masked and control characters escaped; called by
   *     one thread at a time
   * @throws io.github.perconapg.problem.PerconaPgException {@code not-ready} if there is no
   *     release, no pod or no such run of its container
   */
  void logs(DesiredState desired, LogOptions options, Consumer<String> line);

  /**
   * Plans a destroy. Writes nothing and needs read permissions only.
   *
   * @return the plan, with every reason not to start in {@link DestroyPlan#refusals}
   */
  DestroyPlan planDestroy(DesiredState desired, DestroyOptions options);

  /**
   * Applies a plan of a destroy. Plans anew first, and refuses if the result differs, also in which
   * databases it deletes.
   *
   * @param options those that the plan was made with
   * @throws io.github.perconapg.problem.PerconaPgException {@code plan-stale} if the cluster has
   *     changed so that the plan would be different now; the plan's refusals if it has any
   */
  DestroyResult apply(DestroyPlan plan, DestroyOptions options, EventListener listener);

  /**
   * Removes the operator. Refuses while database clusters exist, unless the options say what to do
   * with them. Keeps everything that percona-pg did not create. After a failure, run it again to
   * continue.
   */
  DestroyResult destroy(DesiredState desired, DestroyOptions options, EventListener listener);

  /** Closes the connection. */
  @Override
  void close();
}
