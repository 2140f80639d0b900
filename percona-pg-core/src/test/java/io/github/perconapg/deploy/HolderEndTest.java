package io.github.perconapg.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class HolderEndTest {

  private static final String NOW = "2026-11-26T10:00:00Z";

  private final HolderEnd end = new HolderEnd(pod("one").build());

  @Test
  void aPodThatRunsHasNotEnded() {
    assertThat(end.hasCome(pod("one").build())).isFalse();
  }

  @Test
  void aPodWhoseContainersHaveTerminatedHasEnded() {
    assertThat(end.hasCome(terminated("one"))).isTrue();
  }

  @Test
  void aContainerThatRunsAgainHasNotEnded() {
    assertThat(end.hasCome(terminated("one"))).isTrue();
    assertThat(end.hasCome(pod("one").build())).isFalse();
  }

  @Test
  void anotherPodOfThatNameSaysNothing() {
    assertThat(end.hasCome(terminated("another"))).isFalse();
  }

  @Test
  void aDeletionIsNoEndHoweverMuchTimeItLeft() {
    assertThat(end.hasCome(deleted("one", 30))).isFalse();
    assertThat(end.hasCome(deleted("one", 0))).isFalse();
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
