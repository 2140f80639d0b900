package io.github.perconapg.internal.helm;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.Comparator;
import java.util.List;

/**
 * Records that were deleted, kept in Secrets of their own, which Helm does not look at: they may
 * hold values that must not come into a file. One that cannot be read is kept until the release is
 * destroyed. One that can is kept until another revision has taken its place: a run that ends in
 * between leaves objects, and nothing else says whose they are.
 */
public final class QuarantinedRecords {

  /** How the names of these Secrets begin. */
  public static final String PREFIX = "percona-pg.saved.";

  private static final String UNREADABLE = "percona-pg/saved-record";

  private final Connection connection;

  /** Writes over the given connection. */
  public QuarantinedRecords(Connection connection) {
    this.connection = connection;
  }

  /**
   * Keeps a record beside.
   *
   * @return the name of the Secret that it is kept in
   * @throws io.github.perconapg.problem.PerconaPgException CONFLICT when the record has changed
   *     since it was read
   */
  public String keep(StoredRevision release) {
    var what = "setting " + Releases.said(release) + " aside";
    try {
      var secrets = connection.client().secrets().inNamespace(release.namespace());
      var record = secrets.withName(release.secret().name()).get();
      if (record == null
          || !release
              .secret()
              .resourceVersion()
              .equals(record.getMetadata().getResourceVersion())) {
        throw Releases.changed(what).asException();
      }
      var name = PREFIX + release.secret().name() + "." + release.secret().uid();
      var copy =
          new SecretBuilder()
              .withNewMetadata()
              .withName(name)
              .addToLabels(RecordSecret.SAVED_FOR, release.name())
              .endMetadata()
              .withType(release instanceof ReleaseRecord ? RecordSecret.DISCARDED : UNREADABLE)
              .withData(record.getData())
              .build();
      secrets.resource(copy).createOr(existing -> existing.update());
      return name;
    } catch (KubernetesClientException e) {
      throw connection.failure(what, e);
    }
  }

  /** Returns whether a record is one that is kept beside, and not Helm's. */
  public static boolean holds(StoredRevision release) {
    return release.secret().name().startsWith(PREFIX);
  }

  /** Returns the records of a release that were discarded and not replaced yet, newest first. */
  public List<ReleaseRecord> discarded(String namespace, String release) {
    var path =
        ApiPath.selecting(
            ApiPath.core(namespace, "secrets"), RecordSecret.SAVED_FOR + "=" + release);
    try {
      var records =
          Unstructured.list(connection.api().get(path), "items").stream()
              .filter(secret -> RecordSecret.DISCARDED.equals(Unstructured.text(secret, "type")))
              .map(secret -> RecordSecret.read(secret, release))
              .filter(ReleaseRecord.class::isInstance)
              .map(ReleaseRecord.class::cast)
              .sorted(Comparator.comparingInt(ReleaseRecord::revision).reversed())
              .toList();
      records.forEach(record -> record.teach(connection.redactor()));
      return records;
    } catch (KubernetesClientException e) {
      throw connection.failure(
          "reading the discarded records of release " + release + " in namespace " + namespace, e);
    }
  }

  /** Deletes those of a release; that there are none is no error. */
  public void delete(String namespace, String release) {
    try {
      var unused =
          connection
              .client()
              .secrets()
              .inNamespace(namespace)
              .withLabel(RecordSecret.SAVED_FOR, release)
              .delete();
    } catch (KubernetesClientException e) {
      throw connection.failure("deleting records that were set aside", e);
    }
  }
}
