package io.github.perconapg.deploy;

import io.github.perconapg.event.Event;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.plan.RollbackOperation;
import io.github.perconapg.release.Helm;
import io.github.perconapg.release.HelmSession;
import io.github.perconapg.release.HistoryLimit;
import io.github.perconapg.release.ReleaseRecord;
import java.util.List;
import java.util.Objects;

/** Puts a stored revision back as a new one, and sees it work. */
final class RollbackExecutor {

  private final Run run;
  private final HelmSession helm;
  private final ReleaseLock lock;
  private final Deadline deadline;

  RollbackExecutor(Run run, HelmSession helm, ReleaseLock lock, Deadline deadline) {
    this.run = run;
    this.helm = helm;
    this.lock = lock;
    this.deadline = deadline;
  }

  /**
   * Restores.
   *
   * @param failed the newest record, which this run wrote
   * @return the record of the new revision
   */
  ReleaseRecord restore(ReleaseRecord target, ReleaseRecord failed) {
    try (var restoration =
        RollbackOperation.of(run.releases, target, run.environment.temporary())) {
      var operation = restoration.operation(helm);
      return LeaseHandover.during(run, failed, () -> restore(target, failed, operation));
    }
  }

  private ReleaseRecord restore(
      ReleaseRecord target, ReleaseRecord failed, Helm.Operation operation) {
    var write = new RevisionWrite(run, lock, operation);
    run.steps.run(
        "roll-back",
        "restore revision " + target.revision(),
        () -> {
          if (failed.status().pending()) {
            // Helm refuses to go on over one; that nobody works on it any more is known here.
            lock.check();
            var unused = new StaleReleaseRecovery(run).discard(List.of(failed));
          }
          var revision = write.write(helm.helm()::upgrade).revision();
          return "revision " + target.revision() + " restored as revision " + revision;
        });
    var record = Objects.requireNonNull(write.written());
    new Leftovers(run.connection, record)
        .of(failed, true)
        .ofDiscarded(record.namespace(), record.name())
        .remove(lock)
        .forEach(note -> run.listener.on(new Event.Warned(note)));
    var unused = new ReadinessGate(run).await(OperatorTarget.of(record), deadline);
    lock.check();
    var fingerprint = target.provenFingerprint();
    if (fingerprint != null) {
      run.releases.markProven(record, fingerprint, "");
    }
    new HistoryLimit(run.releases).enforce(record);
    return record;
  }
}
