package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.worker.WorkerMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a shell in the worker's place. */
@Timeout(30)
class WorkerProcessTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  private WorkerProcess shell(String script) throws IOException {
    return WorkerProcess.fork(List.of("/bin/sh", "-c", script), "M ", Map.of("A", "b"), folder);
  }

  @Test
  void hearsAnswersBesideOtherOutput() throws Exception {
    var process = shell("echo noise; printf 'half a line'; printf '\\nM result=1\\n'; echo more");
    assertThat(process.await(LONG)).contains(new WorkerMessage(Map.of("result", "1")));
    assertThat(process.await(LONG)).isEmpty();
    assertThat(process.ended()).isTrue();
    assertThat(process.said()).contains("noise").contains("half a line");
  }

  @Test
  void hearsAnAnswerThatOtherOutputRunsInto() throws Exception {
    assertThat(shell("printf 'noise M result=1\\n'").await(LONG)).isPresent();
  }

  @Test
  void answersWhatItIsAsked() throws Exception {
    var process = shell("read line; echo \"M result=$line\"");
    process.send(new WorkerMessage(Map.of("verb", "x")));
    assertThat(process.await(LONG).map(message -> message.get("result"))).contains("verb=x");
  }

  @Test
  void neverBlocksAWorkerThatPrintsALotAndKeepsTheEnd() throws Exception {
    var process =
        shell(
            "i=0; while [ $i -lt 20000 ]; do echo 0123456789 >&2; i=$((i+1)); done; echo end >&2");
    assertThat(process.await(LONG)).isEmpty();
    process.kill();
    assertThat(process.said().length()).isLessThanOrEqualTo(32 << 10);
  }

  @Test
  void endsAWorkerWhoseAnswerIsNoMessage() throws Exception {
    var process = shell("echo 'M rubbish'; exec sleep 60");
    assertThat(process.await(LONG)).isEmpty();
    assertThat(process.ended()).isTrue();
    assertThat(process.said()).contains("cannot be read");
  }

  @Test
  void tellsThatTimeIsOverFromTheWorkersEnd() throws Exception {
    var process = shell("exec sleep 60");
    assertThat(process.await(Duration.ofMillis(1))).isEqualTo(Optional.empty());
    assertThat(process.ended()).isFalse();
    process.kill();
    assertThat(ProcessHandle.of(process.pid())).isEmpty();
  }

  @Test
  void givesItNothingOfTheCallersEnvironment() throws Exception {
    var process = shell("/usr/bin/env | /usr/bin/cut -d= -f1 | /usr/bin/sort; echo; echo M done=");
    assertThat(process.await(LONG)).isPresent();
    assertThat(process.said().lines().filter(name -> !name.equals("PWD") && !name.equals("_")))
        .containsExactly("A");
  }
}
