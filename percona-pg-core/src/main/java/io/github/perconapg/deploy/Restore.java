package io.github.perconapg.deploy;

import io.github.perconapg.health.Deadline;
import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.plan.Restoration;
import io.github.perconapg.release.Helm;
import io.github.perconapg.release.HelmSession;
import io.github.perconapg.release.HistoryLimit;
import io.github.perconapg.release.ReleaseRecord;

/** Puts a stored revision back as a new one, and sees it work. */
final class Restore {

  private final Run run;
  private final HelmSession helm;
  private final Deadline deadline;

  Restore(Run run, HelmSession helm, Deadline deadline) {
    this.run = run;
    this.helm = helm;
    this.deadline = deadline;
  }

  /**
   * Restores.
   *
   * @return the record of the new revision
   */
  ReleaseRecord restore(ReleaseRecord target) {
    try (var restoration = Restoration.of(run.releases, target, run.environment.temporary())) {
      var operation = restoration.operation(helm);
      var failed = run.newest(target.namespace(), target.name());
      return LeaseHandover.during(run, failed, () -> restore(target, operation));
    }
  }

  private ReleaseRecord restore(ReleaseRecord target, Helm.Operation operation) {
    run.steps.run(
        "roll-back",
        "restore revision " + target.revision(),
        () -> {
          helm.helm().upgrade(operation);
          return "revision "
              + target.revision()
              + " restored as revision "
              + run.newest(target.namespace(), target.name()).revision();
        });
    var record = run.newest(target.namespace(), target.name());
    var unused = new Proof(run).await(OperatorTarget.of(record), deadline);
    var fingerprint = target.provenFingerprint();
    if (fingerprint != null) {
      run.releases.markProven(record, fingerprint, "");
    }
    new HistoryLimit(run.releases).enforce(record);
    return record;
  }
}
