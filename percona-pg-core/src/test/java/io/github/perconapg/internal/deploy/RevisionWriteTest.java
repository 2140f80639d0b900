package io.github.perconapg.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.github.perconapg.internal.helm.Helm;
import io.github.perconapg.internal.helm.ProvenanceMetadata;
import io.github.perconapg.internal.helm.SampleRecord;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Helm says is one thing, and what it has recorded another. */
@Timeout(30)
class RevisionWriteTest {

  private final Deploying deploying;
  private final RevisionWrite write;

  RevisionWriteTest(@TempDir Path folder) throws IOException {
    deploying = new Deploying(folder);
    write =
        new RevisionWrite(
            deploying.run(),
            deploying.lock(),
            new Helm.Operation(
                "pgo",
                "pg-operator",
                folder,
                Map.of(),
                ProvenanceMetadata.of("f1", Map.of(), null)));
  }

  @AfterEach
  void close() {
    deploying.close();
  }

  @Test
  void isDoneWhenTheRecordIsDeployedAndIsWhatWasAskedFor() {
    before().answer(200, SampleRecord.list(SampleRecord.of(1, "deployed", "percona-pg f1", "f1")));
    assertThat(write.write(operation -> {}).revision()).isEqualTo(1);
  }

  @Test
  void anInstallThatHelmCouldNotRecordIsDoneAgainOverTheRecordThatStayedPending() {
    var pending = SampleRecord.of(1, "pending-install", "Initial install underway", "f1");
    before().answer(200, SampleRecord.list(pending));
    discards(pending);
    before().answer(200, SampleRecord.list(SampleRecord.of(1, "deployed", "percona-pg f1", "f1")));
    var runs = new ArrayList<String>();

    assertThat(write.write(operation -> runs.add("Helm")).revision()).isEqualTo(1);

    assertThat(runs).hasSize(2);
    assertThat(deploying.server.requests())
        .filteredOn(request -> request.method().equals("DELETE"))
        .singleElement()
        .extracting(FakeApiServer.Request::body)
        .asString()
        .contains("\"uid\":\"uid-1\"", "\"resourceVersion\":\"101\"");
  }

  @Test
  void aRecordIsKeptBesideBeforeItIsDiscarded() {
    var pending = SampleRecord.of(1, "pending-install", "Initial install underway", "f1");
    before().answer(200, SampleRecord.list(pending));
    discards(pending);
    before().answer(200, SampleRecord.list(SampleRecord.of(1, "deployed", "percona-pg f1", "f1")));

    write.write(operation -> {});

    assertThat(deploying.server.requests())
        .filteredOn(request -> request.path().contains("/secrets"))
        .filteredOn(request -> !request.method().equals("GET"))
        .extracting(FakeApiServer.Request::method)
        .containsExactly("POST", "DELETE");
    assertThat(deploying.server.requests())
        .filteredOn(request -> request.method().equals("POST"))
        .last()
        .extracting(FakeApiServer.Request::body)
        .asString()
        .contains(
            "\"name\":\"percona-pg.saved.sh.helm.release.v1.pg-operator.v1.uid-1\"",
            "\"percona-pg/saved-for\":\"pg-operator\"",
            "\"type\":\"percona-pg/discarded-record\"",
            pending.getData().get("release"));
  }

  @Test
  void anInstallThatIsNeverRecordedFails() {
    for (int attempt = 1; attempt <= 3; attempt++) {
      var pending = SampleRecord.of(1, "pending-install", "Initial install underway", "f1");
      before().answer(200, SampleRecord.list(pending));
      discards(pending);
    }
    assertThatThrownBy(() -> write.write(operation -> {}))
        .hasMessageContainingAll("[api-error]", "v1 stays pending-install");
    assertThat(write.written()).isNotNull();
  }

  @Test
  void aBrokenConnectionIsTriedAgain() {
    before().answer(200, SampleRecord.list());
    before().answer(200, SampleRecord.list(SampleRecord.of(1, "deployed", "percona-pg f1", "f1")));
    var failures = new ArrayList<>(List.of(ProblemCode.API_SERVER_UNREACHABLE));
    assertThat(write.write(operation -> failOnce(failures)).revision()).isEqualTo(1);
  }

  @Test
  void anAnswerThatWasLostAfterAllWasDoneIsSuccess() {
    before().answer(200, SampleRecord.list(SampleRecord.of(1, "deployed", "percona-pg f1", "f1")));
    var failures = new ArrayList<>(List.of(ProblemCode.API_SERVER_UNREACHABLE));
    assertThat(write.write(operation -> failOnce(failures)).revision()).isEqualTo(1);
    assertThat(failures).isEmpty();
  }

  @Test
  void whatSaysSomethingOfTheRevisionIsNotTriedAgain() {
    before()
        .answer(200, SampleRecord.list(SampleRecord.of(1, "failed", "Release \\\"x\\\"", "f1")));
    var failures = new ArrayList<>(List.of(ProblemCode.QUOTA_EXCEEDED));
    assertThatThrownBy(() -> write.write(operation -> failOnce(failures)))
        .hasMessageContaining("[quota-exceeded]");
  }

  @Test
  void aRecordThatWasThereBeforeIsNotTheOneThatIsUndone() {
    deploying.held(2).answer(200, SampleRecord.list(SampleRecord.of(1, "deployed", "x", "f1")));
    deploying.server.answer(
        200, SampleRecord.list(SampleRecord.of(1, "deployed", "percona-pg f1", "f1")));
    var failures = new ArrayList<>(List.of(ProblemCode.PERMISSION_MISSING));
    assertThatThrownBy(() -> write.write(operation -> failOnce(failures))).isNotNull();
    assertThat(write.written()).isNull();
  }

  @Test
  void aRecordOfSomethingElseIsNeverTakenForOurs() {
    before()
        .answer(200, SampleRecord.list(SampleRecord.of(1, "deployed", "Install complete", null)));
    assertThatThrownBy(() -> write.write(operation -> {}))
        .hasMessageContainingAll("[foreign-release]", "Install complete");
    assertThat(write.written()).isNull();
  }

  /** The lock is asked for, the record is read and kept beside, and then deleted. */
  private void discards(Secret record) {
    deploying.held(3);
    deploying.answer(record).answer(201, "{}").answer(200, "{}");
  }

  /** The lock is asked for, and then which records there are: none. */
  private FakeApiServer before() {
    return deploying.held(2).answer(200, SampleRecord.list());
  }

  private static void failOnce(List<ProblemCode> failures) {
    @Nullable ProblemCode code = failures.isEmpty() ? null : failures.remove(0);
    if (code != null) {
      throw Problem.of(code, "Helm failed", "Run again.").asException();
    }
  }
}
