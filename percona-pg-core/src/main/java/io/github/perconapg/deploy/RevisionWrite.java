package io.github.perconapg.deploy;

import io.github.perconapg.event.Event;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.Helm;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.ReleaseStatus;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has Helm write a revision, and believes the record and not Helm's word: Helm only logs that it
 * could not record the end of an install, and an answer that was lost makes it fail after it has
 * done everything. What only the way to the API server made fail is tried again, over the record
 * that was left unfinished, as another run would do it.
 */
final class RevisionWrite {

  private static final int ATTEMPTS = 3;

  /** After these there is no time, no worker or no thread left to look at what was written. */
  private static final Set<ProblemCode> ENDS_THE_RUN =
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

  /**
   * Writes.
   *
   * @param verb Helm's install or upgrade
   * @return the record, which is deployed and is what was asked for
   */
  ReleaseRecord write(Consumer<Helm.Operation> verb) {
    for (int attempt = 1; ; attempt++) {
      var failure = attempt(verb);
      if (failure == null) {
        return Objects.requireNonNull(written);
      }
      if (attempt == ATTEMPTS || !Uninstall.TRIED_AGAIN.contains(failure.problem().code())) {
        throw failure;
      }
      run.listener.on(new Event.Warned("Helm is run again. " + failure.problem().summary()));
      discard();
    }
  }

  /** The record that this run has written, whether it came to its end or not; null for none. */
  @Nullable ReleaseRecord written() {
    return written;
  }

  /** Runs Helm once; null when the record says that it is done. */
  private @Nullable PerconaPgException attempt(Consumer<Helm.Operation> verb) {
    lock.check();
    var before = run.releases.uids(operation.namespace(), operation.release());
    PerconaPgException failure = null;
    try {
      verb.accept(operation);
    } catch (PerconaPgException e) {
      if (ENDS_THE_RUN.contains(e.problem().code())) {
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
              "While this run wrote a revision of release " + release + ", something else did",
              "Find out what else installs or upgrades this release, then run again.")
          .facts(List.of(newest.secret().name() + ": \"" + newest.description() + "\""))
          .asException();
    }
    return Problem.of(
            ProblemCode.API_ERROR,
            "Helm wrote release "
                + release
                + " and could not record it: "
                + (newest == null
                    ? "there is no record"
                    : newest.secret().name() + " stays " + newest.status().label()),
            "See that nothing between here and the API server refuses or answers updates of that"
                + " Secret, then run again: it resumes what is unfinished.")
        .asException();
  }

  /** Objects stay, so that the next attempt takes them for what they are: this release's. */
  private void discard() {
    var record = written;
    if (record != null) {
      lock.check();
      var unused = new StaleReleaseRecovery(run).discard(List.of(record));
      written = null;
    }
  }
}
