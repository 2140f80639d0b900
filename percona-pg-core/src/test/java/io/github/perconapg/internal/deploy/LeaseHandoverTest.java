package io.github.perconapg.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class LeaseHandoverTest {

  private static final String NOW = "2026-11-26T10:00:00Z";

  @Test
  void aPodThatRunsHasNotEnded() {
    assertThat(LeaseHandover.hasTerminated(pod("one").build(), "one")).isFalse();
  }

  @Test
  void aPodWhoseContainersHaveTerminatedHasEnded() {
    assertThat(LeaseHandover.hasTerminated(terminated("one"), "one")).isTrue();
  }

  @Test
  void aContainerThatRunsAgainHasNotEnded() {
    assertThat(LeaseHandover.hasTerminated(terminated("one"), "one")).isTrue();
    assertThat(LeaseHandover.hasTerminated(pod("one").build(), "one")).isFalse();
  }

  @Test
  void anotherPodOfThatNameSaysNothing() {
    assertThat(LeaseHandover.hasTerminated(terminated("another"), "one")).isFalse();
  }

  @Test
  void aDeletionIsNoEndHoweverMuchTimeItLeft() {
    assertThat(LeaseHandover.hasTerminated(deleted("one", 30), "one")).isFalse();
    assertThat(LeaseHandover.hasTerminated(deleted("one", 0), "one")).isFalse();
  }

  private static PodBuilder pod(String uid) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("operator")
        .withUid(uid)
        .endMetadata()
        .withNewStatus()
        .addNewContainerStatus()
        .withNewState()
        .withNewRunning()
        .endRunning()
        .endState()
        .endContainerStatus()
        .endStatus();
  }

  private static Pod terminated(String uid) {
    return pod(uid)
        .withNewStatus()
        .addNewContainerStatus()
        .withNewState()
        .withNewTerminated()
        .endTerminated()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static Pod deleted(String uid, long grace) {
    return pod(uid)
        .editMetadata()
        .withDeletionTimestamp(NOW)
        .withDeletionGracePeriodSeconds(grace)
        .endMetadata()
        .build();
  }
}
