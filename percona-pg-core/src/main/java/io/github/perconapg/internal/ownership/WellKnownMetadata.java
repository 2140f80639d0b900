package io.github.perconapg.internal.ownership;

/** The names under which this tool recognises its own work on a cluster. */
public final class WellKnownMetadata {

  /** Annotation of a CRD: SHA-256 of the chart's document that was applied. */
  public static final String CRD_HASH = "percona-pg/sha256";

  /**
   * The operator's label of its CRDs: the version they were made for, which is not always the
   * chart's.
   */
  public static final String CRD_VERSION = "pgv2.percona.com/version";

  /**
   * Label of a namespace that this tool created for a release; its value is the release's name. It
   * exists only where the POST answered 201.
   */
  public static final String CREATED_FOR = "percona-pg/created-for";

  /** Helm's annotation that names the release an object belongs to. */
  public static final String RELEASE_NAME = "meta.helm.sh/release-name";

  /** Helm's annotation that names the namespace of that release. */
  public static final String RELEASE_NAMESPACE = "meta.helm.sh/release-namespace";

  private WellKnownMetadata() {}
}
