package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.outlet.Redactor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a release, decoded from the Secret that Helm keeps it in.
 *
 * @param name the release's name
 * @param namespace the release's namespace
 * @param revision from 1
 * @param status Helm's status
 * @param description Helm's description, for example {@code Install complete}
 * @param deployedAt when it was written, as Helm has it: RFC 3339, by the clock of who wrote it
 * @param chartName the chart's name
 * @param chartVersion the chart's version
 * @param appVersion the chart's appVersion, empty when it has none
 * @param fingerprint the fingerprint of the request for which percona-pg wrote the record; null if
 *     another tool wrote it
 * @param provenFingerprint the fingerprint with which the revision was proven; null when it was not
 * @param keptValues values of an adopted release, which the caller's override; empty if there are
 *     none
 * @param adoptedFrom a description of the adopted release; null if percona-pg made it
 * @param userValues the values the release was made with, without the chart's defaults; may hold
 *     nulls, which take a default away
 * @param manifest the rendered objects as YAML documents
 * @param hooks the rendered hooks as YAML documents; empty when there are none
 * @param secret identity of the Secret, for preconditions
 * @param crdGenerations what {@link Releases#markProven} was given; null when the revision is not
 *     proven, and once a later one has superseded it (Helm drops annotations then)
 */
public record ReleaseRecord(
    String name,
    String namespace,
    int revision,
    ReleaseStatus status,
    String description,
    String deployedAt,
    String chartName,
    String chartVersion,
    String appVersion,
    @Nullable String fingerprint,
    @Nullable String provenFingerprint,
    Map<String, Object> keptValues,
    @Nullable String adoptedFrom,
    Map<String, Object> userValues,
    String manifest,
    String hooks,
    SecretIdentity secret,
    @Nullable String crdGenerations)
    implements StoredRevision {

  /** Tells whether this tool wrote the record. */
  public boolean ours() {
    return fingerprint != null;
  }

  /** Describes a record of another tool to a person: revision, chart version and description. */
  public String describe() {
    return "revision " + revision + " (chart " + chartVersion + ", \"" + description + "\")";
  }

  /** Tells a redactor what of it is secret. */
  void teach(Redactor redactor) {
    redactor.learnValues(userValues);
    redactor.learnManifest(manifest);
    redactor.learnManifest(hooks);
  }

  /** Leaves the values out, which may hold secrets, and the manifest. */
  @Override
  public String toString() {
    return "ReleaseRecord[%s/%s revision %d %s, chart %s-%s, fingerprint %s, proven %s]"
        .formatted(
            namespace,
            name,
            revision,
            status.label(),
            chartName,
            chartVersion,
            fingerprint,
            provenFingerprint);
  }

  /**
   * What tells one stored Secret from another of the same name.
   *
   * @param name the Secret's name
   * @param uid its UID
   * @param resourceVersion its resource version when it was read
   */
  public record SecretIdentity(String name, String uid, String resourceVersion) {}
}
