package io.github.perconapg.controlplane.binaries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the Go modules that travel in this jar, and what is built from it. */
enum GoModule {
  /** The Kubernetes that tests run on: API server, etcd, controllers, scheduler and kubectl. */
  KUBERNETES,

  /** The oldest Kubernetes that is promised to work; only for the matrix. */
  KUBERNETES_OLDEST,

  /** The newest Kubernetes that was tried; only for the matrix. */
  KUBERNETES_NEWEST,

  /** The simulated nodes and pods, and the tool that starts a cluster of them. */
  KWOK(
      "kwok and kwokctl",
      "1 to 3 minutes",
      Map.of("kwok", "sigs.k8s.io/kwok/cmd/kwok", "kwokctl", "sigs.k8s.io/kwok/cmd/kwokctl")),

  /** The Helm command-line client, only for benchmarks and as somebody else's installer. */
  HELM("helm", "1 to 3 minutes", Map.of("helm", "helm.sh/helm/v3/cmd/helm")),

  /** The next Helm command-line client, only for benchmarks. */
  HELM4("helm 4", "1 to 3 minutes", Map.of("helm", "helm.sh/helm/v4/cmd/helm"));

  /** What the version of a Kubernetes is the version of. */
  static final String KUBERNETES_MODULE = "k8s.io/kubernetes";

  private static final String RESOURCES = "/io/github/perconapg/controlplane/go/";

  private final String builds;
  private final String coldBuild;

  @SuppressWarnings("ImmutableEnumChecker") // Map.of gives immutable maps
  private final Map<String, String> packages;

  /** A Kubernetes; which one is said by its go.mod. */
  GoModule() {
    this(
        "kube-apiserver, kube-controller-manager, kube-scheduler, kubectl and etcd",
        "5 to 10 minutes",
        Map.of(
            "kube-apiserver", "k8s.io/kubernetes/cmd/kube-apiserver",
            "kube-controller-manager", "k8s.io/kubernetes/cmd/kube-controller-manager",
            "kube-scheduler", "k8s.io/kubernetes/cmd/kube-scheduler",
            "kubectl", "k8s.io/kubernetes/cmd/kubectl",
            "etcd", "go.etcd.io/etcd/server/v3"));
  }

  GoModule(String builds, String coldBuild, Map<String, String> packages) {
    this.builds = builds;
    this.coldBuild = coldBuild;
    this.packages = packages;
  }

  /** The name of its folder among the resources and in the cache. */
  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it builds, for messages. */
  String builds() {
    return isKubernetes()
        ? "Kubernetes " + version(KUBERNETES_MODULE) + " (" + builds + ")"
        : builds;
  }

  /** How long a build takes on two cores with empty Go caches, for messages. */
  String coldBuild() {
    return coldBuild;
  }

  /** The names of the programs, each with its Go package. */
  Map<String, String> packages() {
    return packages;
  }

  /** Passed to go build as -ldflags. */
  String linkerFlags() {
    if (!isKubernetes()) {
      return "-s -w";
    }
    String version = version(KUBERNETES_MODULE);
    String[] parts = version.substring(1).split("\\.", -1);
    String at = " -X k8s.io/component-base/version.";
    return "-s -w"
        + (at + "gitVersion=" + version)
        + (at + "gitMajor=" + parts[0])
        + (at + "gitMinor=" + parts[1])
        + (at + "gitTreeState=clean");
  }

  private boolean isKubernetes() {
    return packages.containsKey("kube-apiserver");
  }

  /** The arguments of go build, but for the output and the package. */
  List<String> flags() {
    return List.of("-trimpath", "-ldflags", linkerFlags());
  }

  /** The content of go.mod or go.sum. */
  byte[] file(String name) {
    try (InputStream in = GoModule.class.getResourceAsStream(RESOURCES + folder() + "/" + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "The resource " + RESOURCES + folder() + "/" + name + " is not in this jar.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version that go.mod requires of a module, such as v1.34.4. */
  String version(String module) {
    return find("(?m)^\\s*" + Pattern.quote(module) + " (v\\S+)");
  }

  /** The oldest Go that builds this module, as its go line says. */
  String goVersion() {
    return find("(?m)^go (\\S+)");
  }

  private String find(String pattern) {
    Matcher matcher =
        Pattern.compile(pattern).matcher(new String(file("go.mod"), StandardCharsets.UTF_8));
    if (!matcher.find()) {
      throw new IllegalStateException("go.mod of " + folder() + " has no line " + pattern);
    }
    return matcher.group(1);
  }

  /** Names the result of a build: equal for equal sources, flags and platform. */
  String key() {
    List<String> facts = new ArrayList<>(flags());
    facts.add(System.getProperty("os.name"));
    facts.add(System.getProperty("os.arch"));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(file("go.mod"));
      digest.update(file("go.sum"));
      digest.update(String.join("\n", facts).getBytes(StandardCharsets.UTF_8));
      return folder() + "-" + HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
