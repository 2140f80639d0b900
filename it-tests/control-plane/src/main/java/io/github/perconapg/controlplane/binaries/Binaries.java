package io.github.perconapg.controlplane.binaries;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The programs that the control plane runs, built on first use and kept for this user.
 *
 * <p>A build happens once for each set of sources and flags, however many processes ask for it at
 * the same time.
 */
public final class Binaries {
  private final BuildCache cache;
  private final Path kubernetes;
  private final Path kwok;

  private Binaries(BuildCache cache, KubernetesRelease release) {
    this.cache = cache;
    this.kubernetes = cache.built(release.module());
    this.kwok = cache.built(GoModule.KWOK);
  }

  /**
   * Makes sure that all programs of a control plane are built.
   *
   * @param release whose API server, controllers and scheduler are wanted
   * @param progress gets a line now and then while something is built, nothing otherwise
   * @return the programs
   * @throws IllegalStateException when go is missing or too old, or a build fails
   */
  public static Binaries ensure(KubernetesRelease release, Consumer<String> progress) {
    return new Binaries(
        new BuildCache(CacheFolder.ofThisUser(), new GoToolchain("go"), progress), release);
  }

  /**
   * One of kube-apiserver, kube-controller-manager, kube-scheduler, kubectl, etcd.
   *
   * @param name the program
   * @return its absolute path
   */
  public Path kubernetes(String name) {
    return kubernetesFolder().resolve(name);
  }

  /**
   * The folder of the Kubernetes programs.
   *
   * @return an absolute path
   */
  public Path kubernetesFolder() {
    return kubernetes.resolve("bin");
  }

  /**
   * The folder of kwok and kwokctl.
   *
   * @return an absolute path
   */
  public Path kwokFolder() {
    return kwok.resolve("bin");
  }

  /**
   * Where kwok's own Stage files are kept, one object in each.
   *
   * @return an existing folder of .yaml files
   */
  public Path stages() {
    return kwok.resolve("stages");
  }

  /**
   * The Helm 3 command-line client, built when it is first asked for.
   *
   * @return its absolute path
   * @throws IllegalStateException when go is missing or too old, or the build fails
   */
  public Path helm() {
    return cache.built(GoModule.HELM).resolve("bin").resolve("helm");
  }

  /**
   * The Helm 4 command-line client, built when it is first asked for.
   *
   * @return its absolute path
   * @throws IllegalStateException when go is missing or too old, or the build fails
   */
  public Path helm4() {
    return cache.built(GoModule.HELM4).resolve("bin").resolve("helm");
  }
}
