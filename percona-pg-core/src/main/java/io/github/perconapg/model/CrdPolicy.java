package io.github.perconapg.model;

/** Policy of deploy for CRDs. */
public enum CrdPolicy {
  /** Create missing CRDs and upgrade those that percona-pg owns; refuse if others must change. */
  APPLY,
  /** Write none; fail with a list of the CRDs that an administrator must apply. */
  CHECK,
  /** Ignore them. */
  SKIP
}
