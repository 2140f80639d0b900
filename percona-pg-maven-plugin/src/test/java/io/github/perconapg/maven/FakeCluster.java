package io.github.perconapg.maven;

import io.github.perconapg.Cluster;
import io.github.perconapg.DeployBatch;
import io.github.perconapg.DeployListener;
import io.github.perconapg.DeployOutcome;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CrdFile;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DeployerRole;
import io.github.perconapg.model.DeployerScope;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.LogOptions;
import io.github.perconapg.model.Outputs;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Step;
import io.github.perconapg.model.VerifyOptions;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stands in for the core: remembers what it was asked for and answers as it was told to. */
final class FakeCluster implements Cluster {

  final List<DesiredState> asked = new ArrayList<>();
  final List<Problem> refusals = new ArrayList<>();
  final List<CheckResult> checks = new ArrayList<>();
  final List<Revision> revisions = new ArrayList<>();
  @Nullable CrdFile crdFile;
  @Nullable Integer wantedRevision;
  @Nullable RunOptions runOptions;
  @Nullable VerifyOptions verifyOptions;
  @Nullable LogOptions logOptions;
  @Nullable DestroyOptions destroyOptions;
  @Nullable RuntimeException failure;

  /** The namespace for which it fails; null for all. */
  @Nullable String failing;

  int closed;

  /** Where two manifests lead, in turn; both may lead to one server. */
  List<String> servers = List.of("https://127.0.0.1:6443", "https://127.0.0.1:7443");

  int connected;

  /** What {@code PerconaPg.connect} does, as far as a listener can see. */
  Cluster connect(EventListener listener) {
    var server = servers.get(connected++ % servers.size());
    listener.on(new Event.TargetResolved("kind-dev", server, "admin"));
    listener.on(new Event.RequestSent("GET", "/version", 200, Duration.ofMillis(7)));
    return this;
  }

  /** What {@code PerconaPg.deployAll} does with these requests, one after another. */
  List<DeployOutcome> deployAll(DeployBatch batch, DeployListener listener) {
    var outcomes = new ArrayList<DeployOutcome>();
    for (var request : batch.requests()) {
      DeployOutcome outcome;
      if (batch.failFast() && outcomes.stream().anyMatch(DeployOutcome.Failed.class::isInstance)) {
        outcome = new DeployOutcome.NotStarted(request);
      } else {
        try (var cluster = connect(event -> listener.on(request, event))) {
          var result =
              cluster.deploy(
                  request.desired(), request.options(), event -> listener.on(request, event));
          outcome = new DeployOutcome.Deployed(request, result);
        } catch (PerconaPgException e) {
          outcome = new DeployOutcome.Failed(request, e);
        }
      }
      listener.ended(outcome);
      outcomes.add(outcome);
    }
    return outcomes;
  }

  @Override
  public Plan plan(DesiredState desired) {
    asked.add(desired);
    var change = Change.of(Change.Action.CREATE, "Namespace", desired.namespace(), "absent");
    return new Plan(
        desired,
        "pg-operator 2.7.0 (folder)",
        "",
        List.of(),
        List.of(change),
        refusals,
        List.of(),
        List.of());
  }

  @Override
  public DeployResult deploy(DesiredState desired, RunOptions options, EventListener listener) {
    asked.add(desired);
    runOptions = options;
    var step = new Step("namespace", "created", Duration.ofMillis(120));
    listener.on(new Event.StepFinished(step));
    if (failure != null && (failing == null || failing.equals(desired.namespace()))) {
      throw failure;
    }
    var outputs =
        new Outputs(desired.namespace(), "pg-operator", 1, "2.7.0", "2.7.0", "pg-operator");
    return new DeployResult.Installed(outputs, List.of(step), List.of());
  }

  @Override
  public VerifyReport verify(DesiredState desired, VerifyOptions options, EventListener listener) {
    asked.add(desired);
    verifyOptions = options;
    return new VerifyReport(checks);
  }

  @Override
  public void logs(DesiredState desired, LogOptions options, Consumer<String> line) {
    asked.add(desired);
    logOptions = options;
    line.accept("INFO Manager starting up");
  }

  @Override
  public List<Revision> history(DesiredState desired) {
    asked.add(desired);
    return revisions;
  }

  @Override
  public DeployResult apply(Plan plan, RunOptions options, EventListener listener) {
    return deploy(plan.desired(), options, listener);
  }

  @Override
  public DeployResult rollback(DesiredState desired, RunOptions options, EventListener listener) {
    return rollback(desired, 2, options, listener);
  }

  @Override
  public DeployResult rollback(
      DesiredState desired, int revision, RunOptions options, EventListener listener) {
    asked.add(desired);
    runOptions = options;
    wantedRevision = revision;
    if (failure != null) {
      throw failure;
    }
    var outputs =
        new Outputs(desired.namespace(), "pg-operator", 4, "2.7.0", "2.7.0", "pg-operator");
    return new DeployResult.RolledBack(outputs, 2, List.of(), List.of());
  }

  @Override
  public CrdFile crds(DesiredState desired) {
    asked.add(desired);
    return Objects.requireNonNull(crdFile);
  }

  @Override
  public DeployerRole rbac(DesiredState desired, DeployerScope scope) {
    asked.add(desired);
    return new DeployerRole("kind: " + scope + "\n", scope == DeployerScope.CLUSTER, true);
  }

  @Override
  public DestroyPlan planDestroy(DesiredState desired, DestroyOptions options) {
    asked.add(desired);
    destroyOptions = options;
    var change = Change.of(Change.Action.DELETE, "Release", desired.release(), "1 revision");
    return new DestroyPlan(desired, List.of(change), List.of(), refusals, List.of());
  }

  @Override
  public DestroyResult apply(DestroyPlan plan, DestroyOptions options, EventListener listener) {
    return destroy(plan.desired(), options, listener);
  }

  @Override
  public DestroyResult destroy(
      DesiredState desired, DestroyOptions options, EventListener listener) {
    asked.add(desired);
    destroyOptions = options;
    return new DestroyResult.Absent(List.of());
  }

  @Override
  public void close() {
    closed++;
  }
}
