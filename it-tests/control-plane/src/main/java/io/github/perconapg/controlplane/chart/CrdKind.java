package io.github.perconapg.controlplane.chart;

import java.util.Locale;

/**
 * A kind that the operator's CRDs define.
 *
 * @param group such as pgv2.percona.com
 * @param version the only served version
 * @param kind such as PerconaPGCluster
 * @param shortName empty for none
 */
public record CrdKind(String group, String version, String kind, String shortName) {
  /** The group of Percona's own four kinds. */
  public static final String PERCONA_GROUP = "pgv2.percona.com";

  static CrdKind outer(String kind, String shortName) {
    return new CrdKind(PERCONA_GROUP, "v2", kind, shortName);
  }

  static CrdKind inner(String group, String kind) {
    return new CrdKind(group, "v1beta1", kind, "");
  }

  /** The kind in lower case, which is also the name of the operator's controller for it. */
  public String singular() {
    return kind.toLowerCase(Locale.ROOT);
  }

  /** The plural in lower case. */
  public String plural() {
    return singular() + "s";
  }

  /** The name of the CRD. */
  public String crdName() {
    return plural() + "." + group;
  }

  /** The group and version as an apiVersion. */
  public String apiVersion() {
    return group + "/" + version;
  }

  /** Whether this is the kind of that name. */
  public boolean is(String name) {
    return kind.equals(name);
  }
}
