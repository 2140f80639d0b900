package io.github.perconapg.release;

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
 */
public record UnreadableRevision(
    String name,
    String namespace,
    int revision,
    ReleaseStatus status,
    ReleaseRecord.SecretIdentity secret,
    String reason)
    implements StoredRevision {

  /** The problem that it is. */
  public Problem problem() {
    return Problem.of(
            ProblemCode.RELEASE_UNREADABLE,
            "Revision %d of release %s in namespace %s cannot be read."
                .formatted(revision, name, namespace),
            "Compare the Secret with what `helm get all %s --revision %d -n %s` says; when Helm cannot"
                    .formatted(name, revision, namespace)
                + " read it either, restore it from a backup, or save it and delete it. Nothing is"
                + " changed as long as it is there.")
        .facts(
            List.of(
                "Secret " + secret.name() + " (status " + status.label() + ")",
                "Reason: " + reason));
  }
}
