package io.github.perconapg.internal.readiness;

import static io.github.perconapg.internal.readiness.SampleOperator.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.model.Readiness;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadinessRulesTest {

  @Test
  void ofALongMessageTheBeginningAndTheEndAreSaid() {
    assertThat(missing("0/9 nodes are available: " + "x".repeat(999) + " disk=absent"))
        .contains("pod a is not running: Unschedulable (0/9 nodes are available: ")
        .contains("x..x")
        .endsWith(" disk=absent)")
        .hasSizeLessThan(150);
  }

  @Test
  void aReasonWithoutAMessageStandsByItself() {
    assertThat(missing(null)).isEqualTo("pod a is not running: Unschedulable");
  }

  private static String missing(@Nullable String message) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("a")
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage(message)
            .endCondition()
            .endStatus()
            .build();
    var seen = new Snapshot(null, List.of(pod), null, true, List.of(), Map.of());
    var missing = ReadinessRules.judge(OPERATOR, Readiness.WORKING, seen).missing();
    return missing.get(missing.size() - 1);
  }
}
