package io.github.perconapg.release;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.target.Connection;

/**
 * Records that nobody can read, kept in Secrets of their own, which Helm does not look at: they may
 * hold values that must not come into a file.
 */
public final class SavedRecords {

  /** How the names of these Secrets begin. */
  public static final String PREFIX = "percona-pg.saved.";

  private static final String TYPE = "percona-pg/saved-record";

  private final Connection connection;

  /** Writes over the given connection. */
  public SavedRecords(Connection connection) {
    this.connection = connection;
  }

  /**
   * Keeps a record beside.
   *
   * @return the name of the Secret that it is kept in
   * @throws io.github.perconapg.problem.PerconaPgException CONFLICT when the record has changed
   *     since it was read
   */
  public String keep(UnreadableRevision release) {
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
              .withType(TYPE)
              .withData(record.getData())
              .build();
      secrets.resource(copy).createOr(existing -> existing.update());
      return name;
    } catch (KubernetesClientException e) {
      throw connection.failure(what, e);
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
