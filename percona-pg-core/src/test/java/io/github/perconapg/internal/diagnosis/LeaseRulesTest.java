package io.github.perconapg.internal.diagnosis;

import static io.github.perconapg.internal.readiness.SampleOperator.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class LeaseRulesTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Pod POD =
      new PodBuilder().withNewMetadata().withName("pg-operator-abc").endMetadata().build();

  @Test
  void aPodLeadsThatHoldsTheLeaseAndRenewedItSinceItStarted() {
    assertThat(
            LeaseRules.problem(
                OPERATOR, lease("pg-operator-abc_1234", START.plusSeconds(4)), POD, START))
        .isEmpty();
  }

  @Test
  void aLeaseThatWasLastRenewedBeforeTheContainerStartedProvesNothing() {
    assertThat(
            LeaseRules.problem(
                OPERATOR, lease("pg-operator-abc_1234", START.minusSeconds(1)), POD, START))
        .hasValueSatisfying(why -> assertThat(why).contains("not renewed"));
  }

  @Test
  void theHolderOfAnotherPodIsNamed() {
    assertThat(LeaseRules.problem(OPERATOR, lease("pg-operator-dead_9", START), POD, START))
        .hasValueSatisfying(why -> assertThat(why).contains("pg-operator-dead_9", "15 s"));
  }

  @Test
  void aPodWhoseNameOnlyBeginsLikeTheHoldersDoesNotLead() {
    assertThat(LeaseRules.problem(OPERATOR, lease("pg-operator-abcd_9", START), POD, START))
        .isPresent();
  }

  @Test
  void nobodyLeadsWithoutALeaseOrAHolder() {
    assertThat(LeaseRules.problem(OPERATOR, null, POD, START)).isPresent();
    assertThat(LeaseRules.problem(OPERATOR, lease("", START), POD, START)).isPresent();
  }

  private static Lease lease(String holder, Instant renewed) {
    return new LeaseBuilder()
        .withNewSpec()
        .withHolderIdentity(holder)
        .withLeaseDurationSeconds(15)
        .withRenewTime(ZonedDateTime.ofInstant(renewed, ZoneOffset.UTC))
        .endSpec()
        .build();
  }
}
