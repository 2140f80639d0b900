package io.github.perconapg.internal.deploy;

import io.github.perconapg.event.Event;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.HistoryLimit;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.plan.RollbackOperation;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.ReleaseLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Undoes a failed revision, with a Helm worker and time of its own, since the deadline is often
 * what failed the deploy. {@link Remediation} decides whether it may.
 */
final class RollbackExecutor {

  private final Run run;
  private final ReleaseLock lock;

  RollbackExecutor(Run run, ReleaseLock lock) {
    this.run = run;
    this.lock = lock;
  }

  /**
   * Uninstalls a failed first install.
   *
   * @return the objects that were removed beside Helm or that stay, a sentence each
   */
  List<String> uninstall(ReleaseRecord failed) {
    var leftovers = new Leftovers(run.connection, null);
    var notes = new ArrayList<String>();
    try (var helm = session()) {
      run.steps.run(
          "rollback",
          "uninstall the failed first install",
          () -> {
            new Uninstall(helm, run.releases, lock).run(failed.namespace(), failed.name());
            // Helm takes a proxy's page for the answer to a deletion.
            notes.addAll(
                leftovers
                    .of(failed, true)
                    .ofDiscarded(failed.namespace(), failed.name())
                    .remove(lock));
            return "uninstalled the failed first install";
          });
    }
    return notes;
  }

  /**
   * Restores a stored revision as a new one, and waits until it works.
   *
   * @param failed the newest record, which this run wrote
   * @return the record of the new revision
   */
  ReleaseRecord restore(ReleaseRecord target, ReleaseRecord failed) {
    var deadline = Deadline.in(run.options.timeout());
    try (var helm = session();
        var stored = RollbackOperation.of(run.releases, target, run.environment.temporary())) {
      var write = new RevisionWrite(run, lock, stored.operation(helm));
      try (var handover = new LeaseHandover(run)) {
        handover.watch(failed);
        write(write, helm, target, failed);
        var record = Objects.requireNonNull(write.written());
        new Leftovers(run.connection, record)
            .of(failed, true)
            .ofDiscarded(record.namespace(), record.name())
            .remove(lock)
            .forEach(note -> run.listener.on(new Event.Warned(note)));
        new ReadinessGate(run).await(OperatorTarget.of(record), deadline);
        lock.check();
        var fingerprint = target.provenFingerprint();
        if (fingerprint != null) {
          run.releases.markProven(record, fingerprint, "");
        }
        new HistoryLimit(run.releases).enforce(record);
        return record;
      }
    }
  }

  private void write(
      RevisionWrite write, HelmSession helm, ReleaseRecord target, ReleaseRecord failed) {
    run.steps.run(
        "rollback",
        "restore revision " + target.revision(),
        () -> {
          if (failed.status().pending()) {
            // Helm refuses to upgrade over it; that no other run works on it is known here.
            var unused = new StaleReleaseRecovery(run, lock).discard(List.of(failed));
          }
          var revision = write.write(helm.helm()::upgrade).revision();
          return "revision " + target.revision() + " restored as revision " + revision;
        });
  }

  private HelmSession session() {
    return run.helm.another(run.options::timeout);
  }
}
