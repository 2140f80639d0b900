package io.github.perconapg.internal.readiness;

import static io.github.perconapg.internal.readiness.SampleOperator.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.diagnosis.SnapshotReader;
import io.github.perconapg.internal.diagnosis.StartupLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not known to have led must count as that it has. */
class MayHaveLedTest {

  private static final ContainerState RUNS =
      new ContainerStateBuilder().withNewRunning().endRunning().build();
  private static final ContainerState WAITS =
      new ContainerStateBuilder().withNewWaiting().endWaiting().build();

  @Test
  void aContainerThatNeverStartedHasNotLed() {
    assertThat(mayHaveLed("", true, pod(WAITS), unreadable())).isFalse();
    assertThat(SnapshotReader.mayHaveLed(OPERATOR, seen("", true, List.of(), Map.of()))).isFalse();
  }

  @Test
  void oneWhoseLogReachesToNoWorkersHasNotLed() {
    assertThat(mayHaveLed("", true, pod(RUNS), new StartupLog())).isFalse();
  }

  @Test
  void oneWhoseLogCannotBeReadMayHave() {
    assertThat(mayHaveLed("", true, pod(RUNS), unreadable())).isTrue();
  }

  @Test
  void oneThatStartedItsControllersHas() {
    var log = new StartupLog();
    log.accept("2026-11-22T10:00:00Z INFO Starting workers {\"controller\": \"perconapgcluster\"}");
    assertThat(mayHaveLed("", true, pod(RUNS), log)).isTrue();
  }

  @Test
  void aLeaderWhosePodWasReplacedStaysInTheLease() {
    assertThat(mayHaveLed("pg-operator-evicted_1", true, pod(WAITS), unreadable())).isTrue();
  }

  @Test
  void aLeaseThatCannotBeReadTellsNothing() {
    assertThat(mayHaveLed("", false, pod(WAITS), unreadable())).isTrue();
  }

  private static StartupLog unreadable() {
    var log = new StartupLog();
    log.unreadable();
    return log;
  }

  private static boolean mayHaveLed(String holder, boolean leaseReadable, Pod pod, StartupLog log) {
    var logs = Map.of(Snapshot.run("u", 0), log);
    return SnapshotReader.mayHaveLed(OPERATOR, seen(holder, leaseReadable, List.of(pod), logs));
  }

  private static Snapshot seen(
      String holder, boolean leaseReadable, List<Pod> pods, Map<String, StartupLog> logs) {
    var lease = new LeaseBuilder().withNewSpec().withHolderIdentity(holder).endSpec().build();
    return new Snapshot(null, pods, lease, leaseReadable, List.of(), logs);
  }

  private static Pod pod(ContainerState state) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("pg-operator-abc")
        .withUid("u")
        .endMetadata()
        .withNewStatus()
        .addNewContainerStatus()
        .withName(OPERATOR.container())
        .withRestartCount(0)
        .withState(state)
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
