package io.github.perconapg.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.internal.deploy.Deploying;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that was suspended knows nothing of what happened meanwhile; the server does. */
@Timeout(30)
class ReleaseLockTest {

  private final Deploying run;
  private final FakeApiServer server;
  private final ReleaseLock lock;

  ReleaseLockTest(@TempDir Path folder) throws IOException {
    run = new Deploying(folder);
    server = run.server;
    lock = run.lock();
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void isRenewedOnTheServerAtEachCheck() {
    run.held(2);
    lock.check();
    run.held(3);
    lock.check();
    assertThat(server.requests())
        .extracting(FakeApiServer.Request::method)
        .containsExactly("POST", "PUT", "PUT");
    assertThat(server.requests().get(2).body()).contains("\"resourceVersion\":\"2\"");
  }

  @Test
  void isLostWhereTheServerSaysThatAnotherRunHasIt() {
    var other = Deploying.lease("elsewhere/7/1/run", 9);
    server.refuse(409, "the object has been modified").answer(200, other).answer(200, other);
    assertThatThrownBy(lock::check)
        .hasMessageContaining("[locked]")
        .hasMessageContaining("Lease pgo/percona-pg-x: process 7 on elsewhere");
  }

  @Test
  void isLostWhereAnotherRunHasTakenItAndEnded() {
    for (int request = 0; request < 4; request++) {
      server.refuse(404, "not found");
    }
    assertThatThrownBy(lock::check).hasMessageContainingAll("[locked]", "it was deleted");
    assertThatThrownBy(lock::check).as("and stays so").isNotNull();
  }

  @Test
  void isKeptWhereTheAnswerToItsOwnRenewalWasLost() {
    server.refuse(409, "the object has been modified");
    run.held(5);
    lock.check();
    run.held(6);
    lock.check();
    assertThat(server.requests().get(3).body()).contains("\"resourceVersion\":\"5\"");
  }

  @Test
  void isGivenBackInASecondTryWhereItIsStillHeld() {
    server.refuse(403, "a bad moment");
    run.held(4);
    run.held(4);
    lock.close();
    assertThat(server.requests())
        .extracting(FakeApiServer.Request::method)
        .containsExactly("POST", "DELETE", "GET", "DELETE");
    assertThat(server.requests().get(3).body()).contains("\"resourceVersion\":\"4\"");
  }

  @Test
  void isLeftWhereAnotherRunHasItByThen() {
    server.refuse(409, "the object has been modified");
    server.answer(200, Deploying.lease("elsewhere/7/1/run", 9));
    lock.close();
    assertThat(server.requests())
        .extracting(FakeApiServer.Request::method)
        .containsExactly("POST", "DELETE", "GET");
  }

  @Test
  void aServerThatDoesNotAnswerIsNoReasonToGoOn() {
    server.refuse(400, "overloaded");
    assertThatThrownBy(lock::check).hasMessageContainingAll("[api-error]", "overloaded");
  }
}
