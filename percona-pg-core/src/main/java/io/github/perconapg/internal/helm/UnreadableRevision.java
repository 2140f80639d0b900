package io.github.perconapg.internal.helm;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;

/**
 * A revision whose record cannot be decoded. What is known of it stands in the Secret's labels.
 *
 * @param name the release's name
 * @param namespace the release's namespace
 * @param revision from the label {@code version}; 0 when there is none
 * @param status from the label {@code status}
 * @param secret identity of the Secret, for preconditions
 * @param reason why it cannot be decoded
 * @param proven whether its labels say that this tool has seen this very revision work
 */
public record UnreadableRevision(
    String name,
    String namespace,
    int revision,
    ReleaseStatus status,
    ReleaseRecord.SecretIdentity secret,
    String reason,
    boolean proven)
    implements StoredRevision {

  /** The problem that it is. */
  public Problem problem() {
    return Problem.of(
            ProblemCode.RELEASE_UNREADABLE,
            "Revision %d of release %s in namespace %s cannot be read."
                .formatted(revision, name, namespace),
            "Compare the Secret with what `helm get all %s --revision %d -n %s` says; when Helm cannot"
                    .formatted(name, revision, namespace)
                + " read it either, restore it from a backup, or have it set aside: percona-pg.adopt=keep"
                + " goes on from the newest revision that can be read, adopt=reset from the chart.")
        .facts(
            List.of(
                "Secret " + secret.name() + " (status " + status.label() + ")",
                "Reason: " + reason));
  }
}
