package io.github.perconapg.bench;

import io.github.perconapg.controlplane.ControlPlane;
import java.nio.file.Path;

/**
 * A control plane with nothing on it, and what is to be put there.
 *
 * @param plane the plane
 * @param kubeconfig an administrator's, whose requests are counted on their way
 * @param charts what is installed
 * @param folder a new folder, for whatever a contender keeps about the cluster
 */
record Place(ControlPlane plane, Path kubeconfig, Charts charts, Path folder) {

  /** Where everybody installs it. */
  static final String NAMESPACE = "percona-postgresql-operator";

  /** The release's name. */
  static final String RELEASE = "pg-operator";
}
