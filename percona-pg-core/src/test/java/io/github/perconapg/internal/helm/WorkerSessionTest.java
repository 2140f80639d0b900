package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That a worker loads its library only once it was checked; a shell stands in for the worker. */
@Timeout(60)
class WorkerSessionTest {

  @TempDir Path temporary;

  @Test
  void loadsTheLibraryAfterItsCheck() throws IOException {
    var loaded = temporary.resolve("loaded");
    var checked = new CountDownLatch(1);
    try (var session = session("read line && echo $line > " + loaded + " && echo 'M result=1'")) {
      session.loadAfter(
          () -> {
            assertThat(loaded).doesNotExist();
            checked.countDown();
          });
      session.awaitReady();
      assertThat(checked.getCount()).isZero();
    }
    assertThat(loaded).hasContent("verb=load");
  }

  @Test
  void doesNotLoadOneThatIsNotWhatItShouldBeAndSaysSo() throws IOException {
    var loaded = temporary.resolve("loaded");
    try (var session = session("read line && touch " + loaded)) {
      session.loadAfter(
          () -> {
            throw Problem.of(ProblemCode.WORKER_FAILED, "It is forged", "Again").asException();
          });
      assertThatThrownBy(session::awaitReady)
          .isInstanceOf(PerconaPgException.class)
          .hasMessageContaining("It is forged");
    }
    assertThat(loaded).doesNotExist();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void endsWhenTheCheckItselfFails() throws IOException {
    try (var session = session("read line && echo 'M result=1'")) {
      session.loadAfter(
          () -> {
            throw new IllegalStateException("a defect");
          });
      assertThatThrownBy(session::awaitReady).hasMessage("a defect");
    }
  }

  private WorkerSession session(String script) throws IOException {
    var folder = WorkerFolder.create(temporary);
    var shell = List.of("/bin/sh", "-c", script);
    var process = WorkerProcess.fork(shell, "M ", Map.of(), folder.path());
    return new WorkerSession(folder, process, System.nanoTime() + Duration.ofMinutes(1).toNanos());
  }
}
