package io.github.perconapg.model;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster to work on; says how to find it and does not look yet. Immutable.
 *
 * <p>It is found in this order: the requested context; the provider configuration that came with
 * the manifest; the targets file's entry for the id that the manifest names; a kubeconfig context
 * of exactly that name. Only a manifest that names no cluster uses the current context, or in a pod
 * the pod's service account.
 */
@CheckReturnValue
public final class Target {

  private final @Nullable TargetCluster cluster;
  private final @Nullable ProviderConfig providerConfig;
  private final @Nullable String manifest;
  private final List<Path> kubeconfig;
  private final @Nullable String context;
  private final @Nullable Path targetsFile;

  private Target(
      @Nullable TargetCluster cluster,
      @Nullable ProviderConfig providerConfig,
      @Nullable String manifest,
      List<Path> kubeconfig,
      @Nullable String context,
      @Nullable Path targetsFile) {
    this.cluster = cluster;
    this.providerConfig = providerConfig;
    this.manifest = manifest;
    this.kubeconfig = List.copyOf(kubeconfig);
    this.context = context;
    this.targetsFile = targetsFile;
  }

  /** The cluster that the desired state's manifest names. */
  public static Target of(DesiredState desired) {
    var input = desired.input();
    return new Target(
        input.target().spec().targetCluster(),
        input.providerConfig(),
        input.source(),
        List.of(),
        null,
        null);
  }

  /**
   * A cluster of this kubeconfig, whatever a manifest says once {@link #context(String)} is added.
   * Without a context it is the file's current one, and a desired state that names another cluster
   * is still refused.
   */
  public static Target kubeconfig(Path kubeconfig) {
    return new Target(null, null, null, List.of(kubeconfig), null, null);
  }

  /**
   * A copy that reads these kubeconfigs instead of {@code $KUBECONFIG} or {@code ~/.kube/config},
   * merged as kubectl does; an empty list stands for those two. Which context is used is not
   * changed by it.
   */
  public Target kubeconfig(List<Path> kubeconfig) {
    return new Target(cluster, providerConfig, manifest, kubeconfig, context, targetsFile);
  }

  /** A copy with this kubeconfig context, whatever a manifest names. */
  public Target context(String context) {
    return new Target(cluster, providerConfig, manifest, kubeconfig, context, targetsFile);
  }

  /** A copy that looks the manifest's id up in this targets file. */
  public Target targetsFile(Path targetsFile) {
    return new Target(cluster, providerConfig, manifest, kubeconfig, context, targetsFile);
  }

  /** Returns true if a context was requested, which overrides the cluster in the manifest. */
  public boolean explicit() {
    return context != null;
  }

  /** The target of a desired state, looked for in the same files as this one. */
  public Target sameFiles(DesiredState desired) {
    var other = of(desired);
    return new Target(
        other.cluster, other.providerConfig, other.manifest, kubeconfig, null, targetsFile);
  }

  public @Nullable TargetCluster cluster() {
    return cluster;
  }

  public @Nullable ProviderConfig providerConfig() {
    return providerConfig;
  }

  /** Where the manifest was read from, or null when there is none. */
  public @Nullable String manifest() {
    return manifest;
  }

  public List<Path> kubeconfig() {
    return kubeconfig;
  }

  public @Nullable String context() {
    return context;
  }

  public @Nullable Path targetsFile() {
    return targetsFile;
  }

  @Override
  public String toString() {
    var named = cluster == null ? "" : cluster.id();
    return "Target[cluster=%s, kubeconfig=%s, context=%s, targetsFile=%s]"
        .formatted(named, kubeconfig, context, targetsFile);
  }
}
