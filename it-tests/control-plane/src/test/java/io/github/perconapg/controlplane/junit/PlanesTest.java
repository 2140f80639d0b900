package io.github.perconapg.controlplane.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@Tag(WithControlPlane.FULL)
class PlanesTest {
  private static final Set<String> SHARED = new HashSet<>();

  @Nested
  @Order(1)
  @WithControlPlane
  class OneClass {
    @Test
    void getsThePlaneOfTheRun(
        ControlPlane plane, @FreshNamespace String a, @FreshNamespace String b) {
      SHARED.add(plane.name());
      assertThat(a).isNotEqualTo(b);
    }
  }

  @Nested
  @Order(2)
  @WithControlPlane
  class AnotherClass {
    @Test
    void getsTheSamePlane(ControlPlane plane) {
      assertThat(SHARED).containsExactly(plane.name());
    }
  }

  @Nested
  @Order(3)
  @WithControlPlane(own = true)
  class AClassThatAsksForItsOwn {
    @Test
    void getsAnotherPlane(ControlPlane plane) {
      assertThat(SHARED).isNotEmpty().doesNotContain(plane.name());
    }
  }

  @Nested
  @Order(4)
  @WithApiServer
  class AClassThatNeedsNoControllers {
    @Test
    void getsAnApiServerWithItsRolesAndNoNode(ControlPlane plane, KubernetesClient client) {
      assertThat(SHARED).isNotEmpty().doesNotContain(plane.name());
      assertThat(client.nodes().list().getItems()).isEmpty();
      assertThat(client.rbac().clusterRoles().withName("cluster-admin").get()).isNotNull();
      SHARED.add(plane.name());
    }
  }

  @Nested
  @Order(5)
  @WithApiServer
  class AnotherClassThatNeedsNone {
    @Test
    void getsTheSameApiServer(ControlPlane plane) {
      assertThat(SHARED).contains(plane.name());
    }
  }
}
