package io.github.perconapg.controlplane.binaries;

/** The releases of Kubernetes that a control plane can be built of; go.mod files name them. */
public enum KubernetesRelease {
  /** The oldest that is promised to work. */
  OLDEST(GoModule.KUBERNETES_OLDEST),
  /** The one that all tests run on. */
  TESTED(GoModule.KUBERNETES),
  /** The newest that was tried. */
  NEWEST(GoModule.KUBERNETES_NEWEST);

  private final GoModule module;

  KubernetesRelease(GoModule module) {
    this.module = module;
  }

  /**
   * What its API server says of itself.
   *
   * @return such as v1.34.4
   */
  public String version() {
    return module.version(GoModule.KUBERNETES_MODULE);
  }

  /** What it is built from. */
  GoModule module() {
    return module;
  }
}
