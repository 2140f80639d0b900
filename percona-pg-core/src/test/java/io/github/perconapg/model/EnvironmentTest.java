package io.github.perconapg.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  @Test
  void windowsHasThePathUnderAnyCase() {
    assertThat(Environment.inUpperCase(Map.of("Path", "C:\\bin", "KUBECONFIG", "k")))
        .isEqualTo(Map.of("PATH", "C:\\bin", "KUBECONFIG", "k"));
  }

  @Test
  void aUserWithoutAHomeGetsNoFolderNamedAfterThat() {
    assertThat(Environment.home("?")).isEqualTo(Path.of("/"));
    assertThat(Environment.home("")).isEqualTo(Path.of("/"));
    assertThat(Environment.home("/home/me")).isEqualTo(Path.of("/home/me"));
  }

  @Test
  void theCacheIsInTheUsersOwnFolder() {
    assertThat(Environment.system().cache()).isAbsolute().endsWith(Path.of("percona-pg"));
  }
}
