package io.github.perconapg.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {
  @Test
  void startsAndAnswersAndRunsPods() {
    try (ControlPlane plane = ControlPlane.start(PlaneOptions.defaults())) {
      String nodes = plane.kubectl("get", "nodes").run(Duration.ofSeconds(20)).orThrow();
      assertThat(nodes).contains("Ready");
    }
  }
}
