package io.github.perconapg.model;

/** The reach of a deployer's permissions. */
public enum DeployerScope {
  /** All namespaces, which the deployer may create, and the CRDs. */
  CLUSTER,
  /** One existing namespace; an administrator applies the CRDs. */
  NAMESPACE
}
