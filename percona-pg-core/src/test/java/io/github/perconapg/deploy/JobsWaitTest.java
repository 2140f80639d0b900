package io.github.perconapg.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.health.Deadline;
import io.github.perconapg.plan.RenderedObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobsWaitTest {

  private final Deploying run;

  JobsWaitTest(@TempDir Path folder) throws IOException {
    run = new Deploying(folder);
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void aJobThatItsTimeToLiveRemovedIsNotWaitedForAndSaidToBeUnknown() {
    run.server.answer(
        200,
        "{\"kind\":\"JobList\",\"apiVersion\":\"batch/v1\",\"metadata\":{\"resourceVersion\":\"1\"},"
            + "\"items\":[]}");
    var jobs =
        RenderedObjects.of("apiVersion: batch/v1\nkind: Job\nmetadata: {name: prepare}\n", "pgo");
    assertThat(
            new JobsWait(run.connection.client(), Deadline.in(Duration.ofSeconds(40))).await(jobs))
        .containsExactly(
            "Could not tell whether Job pgo/prepare succeeded: it was deleted meanwhile.");
  }
}
