package io.github.perconapg.internal.destroy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.helm.SampleRecord;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DestroyPlannerTest {

  private final FakeApiServer server = new FakeApiServer();
  private final Connection connection;

  DestroyPlannerTest(@TempDir Path folder) throws IOException {
    var file = folder.resolve("kubeconfig");
    Files.writeString(file, server.kubeconfig("t"));
    connection = Connection.open(Target.kubeconfig(file), Environment.system(), request -> {});
  }

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @Test
  void aReleaseIsThereWhileOnlyItsDiscardedRecordIs() {
    var pending = SampleRecord.of(1, "pending-install", "Initial install underway", "f1");
    server
        .answer(200, SampleRecord.list())
        .answer(200, SampleRecord.list(SampleRecord.discarded(pending)));
    assertThat(history())
        .extracting(ReleaseRecord::status)
        .containsExactly(ReleaseStatus.PENDING_INSTALL);
  }

  @Test
  void aDiscardedRecordComesAfterThoseThatAreThere() {
    var pending = SampleRecord.of(2, "pending-upgrade", "Preparing upgrade", "f1");
    server
        .answer(200, SampleRecord.list(SampleRecord.of(1, "deployed", "percona-pg f1", "f1")))
        .answer(200, SampleRecord.list(SampleRecord.discarded(pending)));
    assertThat(history()).extracting(ReleaseRecord::revision).containsExactly(1, 2);
  }

  @Test
  void whatIsOfOthersOrCannotBeReadIsNoRelease() {
    var foreign = SampleRecord.of(1, "uninstalled", "Uninstallation complete", null);
    var unreadable = SampleRecord.discarded(SampleRecord.of(1, "deployed", "x", "f1"));
    unreadable.setType("percona-pg/saved-record");
    server
        .answer(200, SampleRecord.list())
        .answer(200, SampleRecord.list(SampleRecord.discarded(foreign), unreadable));
    assertThat(history()).isEmpty();
  }

  private List<ReleaseRecord> history() {
    return DestroyPlanner.history(connection, "pgo", "pg-operator");
  }
}
