package io.github.perconapg.model;

/** What destroy does about database clusters that the operator looks after. */
public enum ClusterPolicy {
  /** Refuse, with a list of them. */
  REFUSE,
  /** Delete restores, backups and clusters, in this order, while the operator is alive. */
  DELETE
}
