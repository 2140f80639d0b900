package io.github.perconapg.controlplane.binaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCacheTest {
  @TempDir Path folder;

  @Test
  void saysWhatToInstallWhenGoIsMissing() {
    BuildCache cache = cache(new GoToolchain("no-such-go"), new ArrayList<>());
    assertThatThrownBy(() -> cache.built(GoModule.HELM))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no go command was found")
        .hasMessageContaining("Install Go 1.26.0 or newer from https://go.dev/dl/");
  }

  @Test
  void saysWhatToInstallWhenGoIsTooOld() throws IOException {
    BuildCache cache = cache(fakeGo("go1.21.3"), new ArrayList<>());
    assertThatThrownBy(() -> cache.built(GoModule.HELM))
        .hasMessageContaining("too old: go version go1.21.3")
        .hasMessageContaining("Install Go 1.26.0 or newer");
  }

  @Test
  void keepsNothingOfABuildThatFailed() throws IOException {
    BuildCache cache = cache(fakeGo("go1.26.0 fails"), new ArrayList<>());
    assertThatThrownBy(() -> cache.built(GoModule.HELM)).hasMessageContaining("exit code 1");
    assertThat(folder.resolve("cache").resolve(GoModule.HELM.key())).doesNotExist();
  }

  @Test
  void buildsOnceHoweverManyAskAtTheSameTime() throws IOException {
    List<String> progress = new ArrayList<>();
    BuildCache cache = cache(fakeGo("go1.26.0"), progress);
    List<Path> places =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> cache.built(GoModule.HELM)))
            .limit(4)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .distinct()
            .toList();
    assertThat(places).hasSize(1);
    Path place = places.get(0);
    assertThat(place.resolve("bin").resolve("helm")).exists();
    assertThat(cache.built(GoModule.HELM)).isEqualTo(place);
    assertThat(progress).hasSize(2);
    assertThat(progress.get(0)).startsWith("Building helm from Go modules; this happens once");
  }

  @Test
  void namesABuildByItsSourcesAndFlags() {
    assertThat(GoModule.HELM.key()).matches("helm-[0-9a-f]{16}");
    assertThat(GoModule.KUBERNETES.linkerFlags()).contains("version.gitVersion=v1.34.4");
  }

  @Test
  void eachReleaseOfKubernetesIsBuiltApartFromTheOthersAndTellsItsVersion() {
    assertThat(KubernetesRelease.OLDEST.version()).startsWith("v1.30.");
    assertThat(GoModule.KUBERNETES_OLDEST.linkerFlags())
        .contains("version.gitVersion=v1.30.", "version.gitMinor=30");
    assertThat(GoModule.KUBERNETES_OLDEST.key()).startsWith("kubernetes-oldest-");
    assertThat(GoModule.KUBERNETES_OLDEST.builds())
        .startsWith("Kubernetes v1.30.14 (kube-apiserver");
    assertThat(Stream.of(KubernetesRelease.values()).map(each -> each.module().key()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theReadmeNamesEachReleaseThatTestsRunOn() throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));
    assertThat(KubernetesRelease.values())
        .allSatisfy(each -> assertThat(readme).contains(each.version().substring(1)));
  }

  private BuildCache cache(GoToolchain go, List<String> progress) {
    return new BuildCache(folder.resolve("cache"), go, progress::add);
  }

  /** A script that answers as go does, and makes an empty file for each program. */
  private GoToolchain fakeGo(String version) throws IOException {
    Path script = folder.resolve("go");
    String build = version.endsWith("fails") ? "exit 1" : "touch \"$6\"";
    Files.writeString(
        script,
        "#!/bin/sh\ncase $1 in version) echo go version %s linux/amd64;; build) %s;; esac\n"
            .formatted(version, build));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new GoToolchain(script.toString());
  }
}
