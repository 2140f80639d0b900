package io.github.perconapg.model;

/** Policy of destroy for the operator's database clusters. */
public enum ClusterPolicy {
  /** Refuse, and list them. */
  REFUSE,
  /** Delete restores, backups and clusters, in this order, while the operator works. */
  DELETE
}
