package io.github.perconapg.model;

/** What deploy does about custom resource definitions. */
public enum CrdPolicy {
  /** Create absent ones and upgrade those that are ours to upgrade; refuse the rest by name. */
  APPLY,
  /** Write none; fail with a list of what an administrator must apply. */
  CHECK,
  /** Do not look at them. */
  SKIP
}
