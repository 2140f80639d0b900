package io.github.perconapg.release;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads release records and writes the marks of this tool on them. Needs no Helm. */
public final class Releases {

  /** How many records of a release are kept. */
  public static final int KEPT = 10;

  private final KubernetesClient client;
  private final BiFunction<String, Throwable, PerconaPgException> failure;

  /** Reads over the given connection. */
  public Releases(Connection connection) {
    this(connection.client(), connection::failure);
  }

  /**
   * @param failure translates an error, given what was being done
   */
  Releases(KubernetesClient client, BiFunction<String, Throwable, PerconaPgException> failure) {
    this.client = client;
    this.failure = failure;
  }

  /** All records of a release, newest first; empty when there is none. One request. */
  public List<StoredRevision> revisions(String namespace, String release) {
    return secrets(namespace, release)
        .map(secret -> RecordSecret.read(secret, release))
        .sorted(Comparator.comparingInt(StoredRevision::revision).reversed())
        .toList();
  }

  /**
   * The readable records of a release, newest first; empty when there is no record at all.
   *
   * @throws PerconaPgException RELEASE_UNREADABLE when one that decisions rest on cannot be read:
   *     the newest, or one whose label says that it is neither superseded nor failed
   */
  public List<ReleaseRecord> history(String namespace, String release) {
    var revisions = revisions(namespace, release);
    var inTheWay =
        revisions.stream()
            .filter(
                revision ->
                    revision == revisions.get(0)
                        || (revision.status() != ReleaseStatus.SUPERSEDED
                            && revision.status() != ReleaseStatus.FAILED))
            .filter(UnreadableRevision.class::isInstance)
            .map(revision -> ((UnreadableRevision) revision).problem())
            .toList();
    if (!inTheWay.isEmpty()) {
      throw new PerconaPgException(inTheWay, null);
    }
    return revisions.stream()
        .filter(ReleaseRecord.class::isInstance)
        .map(ReleaseRecord.class::cast)
        .toList();
  }

  /**
   * The chart that a record holds.
   *
   * @throws PerconaPgException CONFLICT when the record was deleted or replaced since it was read
   */
  public StoredChart chartOf(ReleaseRecord release) {
    var what = "reading the chart of " + said(release);
    try {
      var secret =
          client.secrets().inNamespace(release.namespace()).withName(release.secret().name()).get();
      if (secret == null || !release.secret().uid().equals(secret.getMetadata().getUid())) {
        throw changed(what).asException();
      }
      return StoredChart.of(secret, release);
    } catch (KubernetesClientException e) {
      throw failure.apply(what, e);
    }
  }

  /**
   * Marks a revision as proven: label {@code percona-pg/proven} with the fingerprint, and the CRDs'
   * generations in an annotation. A second label holds the revision, because Helm copies labels
   * from the former record to the next, which then would look proven before it is.
   *
   * @param fingerprint fit for a label's value: up to 63 letters, digits, dots, dashes and
   *     underscores
   * @throws PerconaPgException CONFLICT when the record has changed since it was read
   */
  public void markProven(ReleaseRecord release, String fingerprint, String crdGenerations) {
    var labels =
        Map.of(
            RecordSecret.PROVEN,
            fingerprint,
            RecordSecret.PROVEN_REVISION,
            Integer.toString(release.revision()));
    var annotations = Map.of(RecordSecret.CRD_GENERATIONS, crdGenerations);
    var metadata =
        Map.of(
            "uid",
            release.secret().uid(),
            "resourceVersion",
            release.secret().resourceVersion(),
            "labels",
            labels,
            "annotations",
            annotations);
    var resource =
        client.secrets().inNamespace(release.namespace()).withName(release.secret().name());
    var what = "marking " + said(release) + " as proven";
    try {
      resource.patch(
          PatchContext.of(PatchType.JSON_MERGE),
          client.getKubernetesSerialization().asJson(Map.of("metadata", metadata)));
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        throw changed(what).asException(e);
      }
      // A patch whose answer was lost is sent again, and then conflicts with itself.
      if (e.getCode() != 409 || !marked(resource.get(), release, labels, annotations)) {
        throw failure.apply(what, e);
      }
    }
  }

  /**
   * Deletes a record with UID and resource version as preconditions; absent is success.
   *
   * @throws PerconaPgException CONFLICT when the record has changed since it was read
   */
  public void delete(StoredRevision release) {
    var preconditions =
        Map.of(
            "uid", release.secret().uid(),
            "resourceVersion", release.secret().resourceVersion());
    try {
      client.raw(
          "/api/v1/namespaces/" + release.namespace() + "/secrets/" + release.secret().name(),
          "DELETE",
          Map.of("apiVersion", "v1", "kind", "DeleteOptions", "preconditions", preconditions));
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) {
        throw failure.apply("deleting " + said(release), e);
      }
    }
  }

  /**
   * Deletes the oldest records beyond {@link #KEPT}, but never the deployed one and never the
   * newest proven one. One that changes meanwhile is left for the next time, and so is for good one
   * that cannot be read.
   *
   * @return how many were deleted
   */
  public int prune(String namespace, String release) {
    var revisions = revisions(namespace, release);
    var newestProven =
        revisions.stream()
            .filter(
                revision -> revision instanceof ReleaseRecord r && r.provenFingerprint() != null)
            .findFirst();
    var deleted = 0;
    for (var revision : revisions.stream().skip(KEPT).toList()) {
      if (revision instanceof ReleaseRecord
          && revision.status() != ReleaseStatus.DEPLOYED
          && newestProven.filter(revision::equals).isEmpty()) {
        try {
          delete(revision);
          deleted++;
        } catch (PerconaPgException e) {
          if (e.problem().code() != ProblemCode.CONFLICT) {
            throw e;
          }
        }
      }
    }
    return deleted;
  }

  private Stream<Secret> secrets(String namespace, String release) {
    try {
      return client
          .secrets()
          .inNamespace(namespace)
          .withLabels(Map.of("owner", "helm", "name", release))
          .list()
          .getItems()
          .stream()
          .filter(RecordSecret::isRecord);
    } catch (KubernetesClientException e) {
      var what = "the records of release " + release + " in namespace " + namespace;
      throw failure.apply("reading " + what, e);
    }
  }

  static Problem changed(String what) {
    return Problem.of(
        ProblemCode.CONFLICT,
        "While " + what + ", its record was deleted or changed by somebody else",
        "Run again: the release is looked at anew.");
  }

  private static boolean marked(
      @Nullable Secret secret,
      ReleaseRecord release,
      Map<String, String> labels,
      Map<String, String> annotations) {
    if (secret == null) {
      return false;
    }
    var metadata = secret.getMetadata();
    return Objects.equals(metadata.getUid(), release.secret().uid())
        && metadata.getLabels().entrySet().containsAll(labels.entrySet())
        && metadata.getAnnotations() != null
        && metadata.getAnnotations().entrySet().containsAll(annotations.entrySet());
  }

  static String said(StoredRevision release) {
    return "revision %d of release %s in namespace %s"
        .formatted(release.revision(), release.name(), release.namespace());
  }
}
