package io.github.perconapg.model;

import java.util.Objects;

/**
 * The resource that a manifest declares: one operator in one namespace of one cluster. The manifest
 * reader returns valid and complete values, including defaults.
 *
 * @param metadata the resource's name and labels
 * @param spec the operator's specification
 */
public record PerconaPostgresqlOperator(Metadata metadata, Spec spec) {

  /** The API version as it is written back; kubernetes.openmcf.org/v1 is read as well. */
  public static final String API_VERSION = "kubernetes.project-planton.org/v1";

  /** The kind as it is written back. */
  public static final String KIND = "PerconaPostgresqlOperator";

  /** Rejects nulls. */
  public PerconaPostgresqlOperator {
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(spec, "spec");
  }
}
