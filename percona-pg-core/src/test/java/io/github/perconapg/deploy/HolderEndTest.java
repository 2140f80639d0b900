package io.github.perconapg.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class HolderEndTest {

  private static final String NOW = "2026-11-26T10:00:00Z";

  @Test
  void aPodThatRunsHasNotEnded() {
    var end = new HolderEnd(pod("one").build());
    assertThat(end.terminated()).isFalse();
    assertThat(end.deletedInOrder()).isFalse();
  }

  @Test
  void aPodWhoseContainersHaveTerminatedHasEnded() {
    var end = new HolderEnd(pod("one").build());
    end.see(terminated("one"));
    assertThat(end.terminated()).isTrue();
  }

  @Test
  void aContainerThatRunsAgainHasNotEnded() {
    var end = new HolderEnd(terminated("one"));
    end.see(pod("one").build());
    assertThat(end.terminated()).isFalse();
  }

  @Test
  void anotherPodOfThatNameSaysNothing() {
    var end = new HolderEnd(pod("one").build());
    end.see(terminated("another"));
    assertThat(end.terminated()).isFalse();
  }

  @Test
  void onlyADeletionWithTimeToStopIsInOrder() {
    var forced = new HolderEnd(deleted("one", 0));
    assertThat(forced.deletedInOrder()).isFalse();
    var inOrder = new HolderEnd(pod("one").build());
    inOrder.see(deleted("one", 30));
    // The kubelet ends a deletion with a grace period of 0.
    inOrder.see(deleted("one", 0));
    assertThat(inOrder.deletedInOrder()).isTrue();
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
