package io.github.perconapg.controlplane.chart;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tests have to know of the operator's releases; observed, see the fact sheets. */
public enum OperatorRelease {
  /** Takes no Lease. */
  V2_5("2.5.0", null, 3_170_000),
  /** The first to take a Lease. */
  V2_6("2.6.0", null, 3_190_000),
  /** The first whose CRDs carry a version label. */
  V2_7("2.7.0", "v2.7.0", 3_280_000),
  /** Ships CRDs that are labelled as another patch release. */
  V2_8("2.8.2", "v2.8.1", 3_710_000),
  /** Holds its Lease for longer, and takes the Lease's times from values. */
  V2_9("2.9.0", "v2.9.0", 1_580_000),
  /** Renames the group of the four inner kinds. */
  V3_0("3.0.0", "v3.0.0", 1_580_000);

  private final String version;
  private final @Nullable String crdLabel;
  private final int crdBytes;

  OperatorRelease(String version, @Nullable String crdLabel, int crdBytes) {
    this.version = version;
    this.crdLabel = crdLabel;
    this.crdBytes = crdBytes;
  }

  /**
   * The release that an image's tag names.
   *
   * @param image such as docker.io/percona/percona-postgresql-operator:2.7.0
   * @return the release of the same minor version, if there is one
   */
  public static Optional<OperatorRelease> ofImage(String image) {
    String tag = image.substring(image.lastIndexOf(':') + 1);
    return Arrays.stream(values())
        .filter(release -> (tag + ".").startsWith(release.minor() + "."))
        .findFirst();
  }

  /** The chart's and the operator's version, such as 2.7.0. */
  public String version() {
    return version;
  }

  /** Major and minor version, such as 2.7. */
  public String minor() {
    return version.substring(0, version.lastIndexOf('.'));
  }

  /** The label pgv2.percona.com/version of the four Percona CRDs; null for none. */
  public @Nullable String crdLabel() {
    return crdLabel;
  }

  /** The size of the real chart's CRD file in bytes, roughly. */
  public int crdBytes() {
    return crdBytes;
  }

  /** The name of the operator's container. */
  public String container() {
    return isAtLeast(V2_7) ? "operator" : "percona-postgresql-operator";
  }

  /** The image without its tag. */
  public String repository() {
    return (isAtLeast(V2_7) ? "docker.io/" : "") + "percona/percona-postgresql-operator";
  }

  /** The chart's imagePullPolicy. */
  public String pullPolicy() {
    return isAtLeast(V2_7) ? "Always" : "IfNotPresent";
  }

  /** The API group of postgresclusters, pgupgrades, pgadmins and crunchybridgeclusters. */
  public String innerGroup() {
    return isAtLeast(V3_0) ? "upstream.pgv2.percona.com" : "postgres-operator.crunchydata.com";
  }

  /** Whether it takes a Lease when it starts. */
  public boolean takesLease() {
    return isAtLeast(V2_6);
  }

  /** leaseDurationSeconds of its Lease. */
  public int leaseSeconds() {
    return isAtLeast(V2_9) ? 60 : 15;
  }

  /** Whether this release is the other or a later one. */
  public boolean isAtLeast(OperatorRelease other) {
    return compareTo(other) >= 0;
  }
}
