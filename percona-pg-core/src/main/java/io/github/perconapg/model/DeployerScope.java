package io.github.perconapg.model;

/** Where somebody who deploys works. */
public enum DeployerScope {
  /** In any namespace, which he may create, and on the definitions. */
  CLUSTER,
  /** In one namespace that exists; an administrator applies the definitions. */
  NAMESPACE
}
