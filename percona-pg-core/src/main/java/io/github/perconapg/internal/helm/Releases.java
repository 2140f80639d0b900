package io.github.perconapg.internal.helm;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads release records and writes the marks of this tool on them. Needs no Helm. */
public final class Releases {

  private final ApiRequests api;
  private final BiFunction<String, Throwable, PerconaPgException> failure;
  private final Redactor redactor;

  /** Reads over the given connection. */
  public Releases(Connection connection) {
    this(connection.api(), connection::failure, connection.redactor());
  }

  /**
   * @param failure translates an error, given what was being done
   * @param redactor is told the secret values of every record that is read
   */
  Releases(
      ApiRequests api,
      BiFunction<String, Throwable, PerconaPgException> failure,
      Redactor redactor) {
    this.api = api;
    this.failure = failure;
    this.redactor = redactor;
  }

  /** All records of a release, newest first; empty when there is none. One request. */
  public List<StoredRevision> revisions(String namespace, String release) {
    var revisions =
        secrets(namespace, release)
            .map(secret -> RecordSecret.read(secret, release))
            .sorted(Comparator.comparingInt(StoredRevision::revision).reversed())
            .toList();
    revisions.forEach(this::learn);
    return revisions;
  }

  /**
   * The readable records of a release, newest first; empty when there is no record at all.
   *
   * @throws PerconaPgException RELEASE_UNREADABLE when one that {@linkplain
   *     StoredRevision#decidesAmong decisions rest on} cannot be read
   */
  public List<ReleaseRecord> history(String namespace, String release) {
    var revisions = revisions(namespace, release);
    var inTheWay =
        revisions.stream()
            .filter(revision -> revision.decidesAmong(revisions))
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
      var secret = api.get(path(release));
      if (secret == null
          || !release.secret().uid().equals(Unstructured.text(secret, "metadata", "uid"))) {
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
   * from the previous record to the next, which then would look proven before it is.
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
        Map.<String, Object>of(
            "uid",
            release.secret().uid(),
            "resourceVersion",
            release.secret().resourceVersion(),
            "labels",
            labels,
            "annotations",
            annotations);
    var what = "marking " + said(release) + " as proven";
    try {
      api.mergePatch(path(release), ApiRequests.FIELD_MANAGER, Map.of("metadata", metadata));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw changed(what).asException(e);
      }
      // A patch whose answer was lost is sent again, and then conflicts with itself.
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT
          || !marked(api.get(path(release)), release, labels, annotations)) {
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
        Map.<String, Object>of(
            "uid", release.secret().uid(),
            "resourceVersion", release.secret().resourceVersion());
    try {
      api.delete(path(release), preconditions);
    } catch (KubernetesClientException e) {
      throw failure.apply("deleting " + said(release), e);
    }
  }

  /**
   * The UIDs of the Secrets of all records of a release: who writes a record knows its own by that
   * it was not among them before.
   */
  public Set<String> uids(String namespace, String release) {
    try {
      return Unstructured.list(api.listMetadata(recordsOf(namespace, release)), "items").stream()
          .map(secret -> Unstructured.text(secret, "metadata", "uid"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (KubernetesClientException e) {
      throw failure.apply("listing the records of " + release + " in namespace " + namespace, e);
    }
  }

  /**
   * Marks a revision as superseded, as Helm does when it has written the next one; Helm does not
   * say so when it fails, and the revision would count as deployed for ever.
   *
   * @throws PerconaPgException CONFLICT when the record has changed since it was read
   */
  public void supersede(ReleaseRecord release) {
    var what = "marking " + said(release) + " as superseded";
    try {
      var secret = api.get(path(release));
      if (secret == null
          || !release.secret().uid().equals(Unstructured.text(secret, "metadata", "uid"))
          || !release
              .secret()
              .resourceVersion()
              .equals(Unstructured.text(secret, "metadata", "resourceVersion"))) {
        throw changed(what).asException();
      }
      api.put(path(release), RecordSecret.superseded(secret));
    } catch (KubernetesClientException e) {
      throw failure.apply(what, e);
    } catch (IOException e) {
      throw changed(what).asException(e);
    }
  }

  /** Where the records of a release are, whether they can be read or not. */
  public static String recordsOf(String namespace, String release) {
    return ApiPath.selecting(ApiPath.core(namespace, "secrets"), "name=" + release + ",owner=helm");
  }

  private void learn(StoredRevision revision) {
    if (revision instanceof ReleaseRecord record) {
      record.teach(redactor);
    }
  }

  private static String path(StoredRevision release) {
    return ApiPath.core(release.namespace(), "secrets") + "/" + release.secret().name();
  }

  private Stream<Object> secrets(String namespace, String release) {
    try {
      return Unstructured.list(api.get(recordsOf(namespace, release)), "items").stream()
          .filter(RecordSecret::isRecord);
    } catch (KubernetesClientException e) {
      var what = "the records of release " + release + " in namespace " + namespace;
      throw failure.apply("reading " + what, e);
    }
  }

  static Problem changed(String what) {
    return Problem.of(
        ProblemCode.CONFLICT,
        "While " + what + ", another program deleted or changed its record",
        "Run again: the release is looked at anew.");
  }

  private static boolean marked(
      @Nullable Object secret,
      ReleaseRecord release,
      Map<String, String> labels,
      Map<String, String> annotations) {
    if (secret == null) {
      return false;
    }
    return release.secret().uid().equals(Unstructured.text(secret, "metadata", "uid"))
        && Unstructured.map(secret, "metadata", "labels").entrySet().containsAll(labels.entrySet())
        && Unstructured.map(secret, "metadata", "annotations")
            .entrySet()
            .containsAll(annotations.entrySet());
  }

  static String said(StoredRevision release) {
    return "revision %d of release %s in namespace %s"
        .formatted(release.revision(), release.name(), release.namespace());
  }
}
