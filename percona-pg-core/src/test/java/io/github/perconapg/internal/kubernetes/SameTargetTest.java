package io.github.perconapg.internal.kubernetes;

import static io.github.perconapg.internal.kubernetes.TestSite.TWO_CONTEXTS;
import static io.github.perconapg.internal.kubernetes.TestSite.desired;
import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.Target;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection serves the cluster that it was opened for, and no other. */
class SameTargetTest {

  @TempDir Path folder;
  private TestSite site;

  @BeforeEach
  void machine() {
    site = new TestSite(folder);
  }

  @Test
  void aDesiredStateForAnotherClusterIsRefused() {
    site.write(".kube/config", TWO_CONTEXTS);
    try (var connection = site.connect(Target.of(desired("prod")))) {
      connection.requireSameTarget(desired("prod"));
      connection.requireSameTarget(desired(null));
      assertThat(
              refused(
                  ProblemCode.TARGET_MISMATCH,
                  () -> connection.requireSameTarget(desired("wrong"))))
          .hasMessageContaining("https://wrong:6443")
          .hasMessageContaining("https://prod:6443");
      refused(ProblemCode.TARGET_UNKNOWN, () -> connection.requireSameTarget(desired("unknown")));
    }
  }

  @Test
  void anotherNameForTheSameServerIsTheSameCluster() {
    site.write(
        ".kube/config",
        TWO_CONTEXTS
            .replace("https://prod:6443", "https://same/")
            .replace("wrong:6443", "SAME:443"));
    try (var connection = site.connect(Target.of(desired("prod")))) {
      connection.requireSameTarget(desired("wrong"));
    }
  }

  @Test
  void anExplicitContextAcceptsEveryManifest() {
    var file = site.write("mine.yaml", TWO_CONTEXTS);
    try (var connection = site.connect(Target.kubeconfig(file).context("prod"))) {
      connection.requireSameTarget(desired("wrong"));
      connection.requireSameTarget(desired("unknown"));
    }
  }

  @Test
  void anExplicitKubeconfigWithoutAContextStillRefusesAnotherCluster() {
    var file = site.write("mine.yaml", TWO_CONTEXTS);
    try (var connection = site.connect(Target.kubeconfig(file))) {
      assertThat(connection.resolved().name()).isEqualTo("wrong");
      refused(ProblemCode.TARGET_MISMATCH, () -> connection.requireSameTarget(desired("prod")));
    }
  }
}
