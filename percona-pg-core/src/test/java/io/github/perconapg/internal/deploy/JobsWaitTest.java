package io.github.perconapg.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.ReleaseStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobsWaitTest {

  private final Deploying deploying;

  JobsWaitTest(@TempDir Path folder) throws IOException {
    deploying = new Deploying(folder);
  }

  @AfterEach
  void close() {
    deploying.close();
  }

  @Test
  void aJobThatItsTimeToLiveRemovedIsNotWaitedForAndSaidToBeUnknown() {
    deploying.server.answer(
        200,
        "{\"kind\":\"JobList\",\"apiVersion\":\"batch/v1\",\"metadata\":{\"resourceVersion\":\"1\"},"
            + "\"items\":[]}");
    var run = deploying.run();
    new JobsWait(run)
        .await(
            Deploying.record(
                1,
                ReleaseStatus.DEPLOYED,
                "apiVersion: batch/v1\nkind: Job\nmetadata: {name: prepare}\n"));
    assertThat(run.notes())
        .containsExactly(
            "Could not tell whether Job pgo/prepare succeeded: it was deleted meanwhile.");
  }
}
