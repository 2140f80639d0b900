package io.github.perconapg.internal.deploy;

import io.github.perconapg.event.Event;
import io.github.perconapg.internal.helm.Helm;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.internal.plan.UnplannedObjects;
import io.github.perconapg.internal.run.ReleaseLock;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a revision with Helm, and trusts the record rather than Helm's answer: Helm only logs that
 * it could not record the end of an install, and a lost answer makes it fail after it has done
 * everything. A failure of the connection alone is retried over the unfinished record, as another
 * run would do it.
 */
final class RevisionWrite {

  private static final int ATTEMPTS = 3;

  /** Failures that leave no time, worker or thread to read what was written. */
  private static final Set<ProblemCode> ABORTS =
      Set.of(ProblemCode.INTERRUPTED, ProblemCode.WORKER_FAILED);

  private final Run run;
  private final ReleaseLock lock;
  private final Helm.Operation operation;
  private @Nullable ReleaseRecord written;

  RevisionWrite(Run run, ReleaseLock lock, Helm.Operation operation) {
    this.run = run;
    this.lock = lock;
    this.operation = operation;
  }

  /** Installs or upgrades as planned, and refuses a revision with objects the plan did not show. */
  void write(DeployPlan plan) {
    var install = plan.release().action() == Verb.INSTALL;
    var what =
        plan.restores() != null
            ? "restore revision " + plan.restores()
            : (install ? "install" : "upgrade to") + " chart " + plan.chart().version();
    run.steps.run(
        "release",
        what,
        () -> {
          var helm = run.helm.helm();
          var record = write(install ? helm::install : helm::upgrade);
          refuseUnplanned(plan, record);
          return "revision " + record.revision() + " written";
        });
  }

  /**
   * Writes.
   *
   * @param verb Helm's install or upgrade
   * @return the record, deployed and as requested
   */
  ReleaseRecord write(Consumer<Helm.Operation> verb) {
    for (int attempt = 1; ; attempt++) {
      var failure = attempt(verb);
      if (failure == null) {
        return Objects.requireNonNull(written);
      }
      if (attempt == ATTEMPTS || !Uninstall.RETRYABLE.contains(failure.problem().code())) {
        throw failure;
      }
      run.listener.on(new Event.Warned("Helm runs again. " + failure.problem().summary()));
      discard();
    }
  }

  /** Returns the record that this run has written, finished or not; null for none. */
  @Nullable ReleaseRecord written() {
    return written;
  }

  /** Returns the record that the release is at: the one that this run wrote, or the newest. */
  ReleaseRecord current() {
    return written != null
        ? written
        : run.releases.history(operation.namespace(), operation.release()).get(0);
  }

  ReleaseLock lock() {
    return lock;
  }

  private void refuseUnplanned(DeployPlan plan, ReleaseRecord record) {
    UnplannedObjects.find(plan.planned(), record, run.connection.discovery())
        .ifPresent(
            problem -> {
              throw problem.asException();
            });
  }

  /** Runs Helm once; returns null if the record says that it is done. */
  private @Nullable PerconaPgException attempt(Consumer<Helm.Operation> verb) {
    lock.check();
    var before = run.releases.uids(operation.namespace(), operation.release());
    PerconaPgException failure = null;
    try {
      verb.accept(operation);
    } catch (PerconaPgException e) {
      if (ABORTS.contains(e.problem().code())) {
        throw e;
      }
      failure = e;
    }
    List<ReleaseRecord> history;
    try {
      history = run.releases.history(operation.namespace(), operation.release());
    } catch (PerconaPgException e) {
      if (failure == null) {
        throw e;
      }
      failure.addSuppressed(e);
      throw failure;
    }
    written =
        history.stream()
            .filter(record -> !before.contains(record.secret().uid()))
            .filter(operation.stamp()::isOf)
            .findFirst()
            .orElse(null);
    var newest = history.isEmpty() ? null : history.get(0);
    if (written != null && written.equals(newest) && finished(written)) {
      return null;
    }
    return failure == null ? notRecorded(newest) : failure;
  }

  private boolean finished(ReleaseRecord record) {
    return record.status() == ReleaseStatus.DEPLOYED
        && record.description().equals(operation.stamp().description());
  }

  private PerconaPgException notRecorded(@Nullable ReleaseRecord newest) {
    var release = operation.namespace() + "/" + operation.release();
    if (newest != null && !newest.equals(written)) {
      return Problem.of(
              ProblemCode.FOREIGN_RELEASE,
              "Something else wrote a revision of release " + release + " during this run",
              "Find out what else installs or upgrades this release, then run again.")
          .facts(List.of(newest.secret().name() + ": \"" + newest.description() + "\""))
          .asException();
    }
    return Problem.of(
            ProblemCode.API_ERROR,
            "Helm wrote release "
                + release
                + " but could not record it: "
                + (newest == null
                    ? "there is no record"
                    : newest.secret().name() + " stays " + newest.status().label()),
            "Check that no proxy or webhook refuses or answers updates of that Secret, then run"
                + " again: it resumes what is unfinished.")
        .asException();
  }

  /** Keeps the objects, so that the next attempt finds them as this release's. */
  private void discard() {
    var record = written;
    if (record != null) {
      var unused = new StaleReleaseRecovery(run, lock).discard(List.of(record));
      written = null;
    }
  }
}
