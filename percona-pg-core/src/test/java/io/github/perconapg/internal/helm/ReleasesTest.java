package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretListBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.internal.problem.ForeignErrors;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReleasesTest {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final String SECRETS = "/api/v1/namespaces/pgo/secrets";

  private final FakeApiServer server;
  private final KubernetesClient client;
  private final Releases releases;

  ReleasesTest() throws IOException {
    server = new FakeApiServer();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl(server.url())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    releases =
        new Releases(
            new ApiRequests(client.getHttpClient(), server.url()),
            (doing, e) -> ForeignErrors.translate(e, doing, "https://server", "a kubeconfig", null),
            new Redactor());
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private void stored(Secret... secrets) {
    server.answer(200, JSON.asJson(new SecretListBuilder().withItems(secrets).build()));
  }

  private static Secret ours(int revision, String status) {
    return HelmSecret.of(revision, status, "percona-pg f1").fingerprint("f1").build();
  }

  private static Secret proven(int revision, String status) {
    return HelmSecret.of(revision, status, "percona-pg f1")
        .fingerprint("f1")
        .label(RecordSecret.PROVEN, "f1")
        .label(RecordSecret.PROVEN_REVISION, Integer.toString(revision))
        .build();
  }

  private static Secret damaged(int revision, String status) {
    return HelmSecret.of(revision, status, "").data("%%%").build();
  }

  private static ReleaseRecord record(Secret secret) {
    return (ReleaseRecord) RecordSecret.read(HelmSecret.answered(secret), "pg-operator");
  }

  @Test
  void readsTheHistoryNewestFirstInOneRequest() {
    stored(ours(9, "superseded"), ours(10, "superseded"), ours(11, "deployed"));
    assertThat(releases.history("pgo", "pg-operator"))
        .extracting(ReleaseRecord::revision)
        .containsExactly(11, 10, 9);
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).path())
        .startsWith(SECRETS + "?labelSelector=")
        .containsAnyOf("owner%3Dhelm", "owner=helm")
        .containsAnyOf("name%3Dpg-operator", "name=pg-operator");
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    stored();
    assertThat(releases.history("pgo", "pg-operator")).isEmpty();
  }

  @Test
  void leavesOutAnOldRecordThatCannotBeRead() {
    stored(damaged(1, "superseded"), damaged(2, "failed"), ours(3, "deployed"));
    assertThat(releases.history("pgo", "pg-operator"))
        .extracting(ReleaseRecord::revision)
        .containsExactly(3);
  }

  @Test
  void showsEachRecordThatCannotBeReadWhenAskedForAll() {
    stored(damaged(1, "superseded"), ours(2, "deployed"));
    assertThat(releases.revisions("pgo", "pg-operator"))
        .extracting(StoredRevision::revision, revision -> revision.getClass().getSimpleName())
        .containsExactly(tuple(2, "ReleaseRecord"), tuple(1, "UnreadableRevision"));
  }

  @Test
  void refusesToGoOnWithoutTheNewestOrTheDeployedRecord() {
    stored(ours(1, "superseded"), damaged(2, "failed"));
    assertThatThrownBy(() -> releases.history("pgo", "pg-operator"))
        .satisfies(thrown -> code(thrown, ProblemCode.RELEASE_UNREADABLE))
        .hasMessageContaining("Revision 2");

    stored(damaged(1, "deployed"), ours(2, "failed"));
    assertThatThrownBy(() -> releases.history("pgo", "pg-operator"))
        .satisfies(thrown -> code(thrown, ProblemCode.RELEASE_UNREADABLE))
        .hasMessageContaining("Revision 1");
  }

  @Test
  void doesNotTakeAMissingRightForAnAbsentRelease() {
    server.refuse(
        403,
        "secrets is forbidden: User joe cannot list resource 'secrets' in API group '' in the"
                .replace("'", "\\\"")
            + " namespace \\\"pgo\\\"");
    assertThatThrownBy(() -> releases.history("pgo", "pg-operator"))
        .satisfies(thrown -> code(thrown, ProblemCode.PERMISSION_MISSING))
        .hasMessageContaining("User joe cannot list");
  }

  @Test
  void marksARevisionAsProvenOnlyIfItIsAsItWasRead() {
    server.answer(200, JSON.asJson(proven(2, "deployed")));
    releases.markProven(record(ours(2, "deployed")), "f1", "a=1,b=2");
    var request = server.requests().get(0);
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.path()).startsWith(SECRETS + "/sh.helm.release.v1.pg-operator.v2");
    assertThat(request.body())
        .contains("\"uid\":\"uid-2\"")
        .contains("\"resourceVersion\":\"102\"")
        .contains("\"percona-pg/proven\":\"f1\"")
        .contains("\"percona-pg/proven-revision\":\"2\"")
        .contains("\"percona-pg/crd-generations\":\"a=1,b=2\"");
  }

  @Test
  void takesItsOwnRepeatedMarkForSuccess() {
    var marked =
        HelmSecret.of(2, "deployed", "percona-pg f1")
            .label(RecordSecret.PROVEN, "f1")
            .label(RecordSecret.PROVEN_REVISION, "2")
            .annotation(RecordSecret.CRD_GENERATIONS, "a=1")
            .build();
    server.refuse(409, "the object has been modified").answer(200, JSON.asJson(marked));
    releases.markProven(record(ours(2, "deployed")), "f1", "a=1");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void saysThatARecordChangedBeforeItCouldBeMarked() {
    server
        .refuse(409, "the object has been modified")
        .answer(200, JSON.asJson(ours(2, "superseded")));
    assertThatThrownBy(() -> releases.markProven(record(ours(2, "deployed")), "f1", "a=1"))
        .satisfies(thrown -> code(thrown, ProblemCode.CONFLICT))
        .hasMessageContaining("the object has been modified");
  }

  @Test
  void doesNotTakeARecordThatIsGoneForProven() {
    server.refuse(404, "not found");
    assertThatThrownBy(() -> releases.markProven(record(ours(2, "deployed")), "f1", "a=1"))
        .satisfies(thrown -> code(thrown, ProblemCode.CONFLICT));
  }

  @Test
  void tellsASilentServerFromOneThatRefuses() {
    server.close();
    assertThatThrownBy(() -> releases.history("pgo", "pg-operator"))
        .satisfies(thrown -> code(thrown, ProblemCode.API_SERVER_UNREACHABLE));
  }

  @Test
  void deletesExactlyTheRecordThatItRead() {
    server.answer(200, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}");
    releases.delete(record(ours(2, "pending-upgrade")));
    var request = server.requests().get(0);
    assertThat(request.method()).isEqualTo("DELETE");
    assertThat(request.path()).isEqualTo(SECRETS + "/sh.helm.release.v1.pg-operator.v2");
    assertThat(request.body())
        .contains("\"uid\":\"uid-2\"")
        .contains("\"resourceVersion\":\"102\"")
        .contains("preconditions");
  }

  @Test
  void deletesWhatIsGoneAlready() {
    server.refuse(404, "not found");
    releases.delete(record(ours(2, "pending-upgrade")));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void doesNotDeleteARecordThatChanged() {
    server.refuse(409, "the ResourceVersion in the precondition (102) does not match");
    assertThatThrownBy(() -> releases.delete(record(ours(2, "pending-upgrade"))))
        .satisfies(thrown -> code(thrown, ProblemCode.CONFLICT));
  }

  @Test
  void prunesTheOldestButNeitherTheDeployedNorTheNewestProvenOne() {
    stored(
        Stream.of(
                Stream.of(
                    proven(1, "superseded"),
                    proven(2, "superseded"),
                    ours(3, "deployed"),
                    damaged(4, "superseded")),
                IntStream.rangeClosed(5, 14).mapToObj(revision -> ours(revision, "failed")))
            .flatMap(all -> all)
            .toArray(Secret[]::new));
    server.answer(200, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}");
    assertThat(new HistoryLimit(releases).enforce(record(ours(14, "failed")))).isEqualTo(1);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).path()).endsWith("v1");
  }

  @Test
  void prunesARecordThatIsStillCalledDeployedThoughALaterOneIs() {
    stored(
        Stream.concat(
                Stream.of(ours(1, "deployed")),
                IntStream.rangeClosed(2, 11).mapToObj(revision -> ours(revision, "deployed")))
            .toArray(Secret[]::new));
    server.answer(200, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}");
    assertThat(new HistoryLimit(releases).enforce(record(ours(11, "deployed")))).isEqualTo(1);
    assertThat(server.requests().get(1).path()).endsWith("v1");
  }

  @Test
  void marksARevisionAsSupersededAndChangesNothingElse() throws IOException {
    var secret = proven(1, "deployed");
    server.answer(200, JSON.asJson(secret)).answer(200, "{}");

    releases.supersede(record(secret));

    var request = server.requests().get(1);
    assertThat(request.method()).isEqualTo("PUT");
    var put = JSON.unmarshal(request.body(), Secret.class);
    assertThat(put.getMetadata().getResourceVersion()).isEqualTo("101");
    assertThat(put.getMetadata().getLabels())
        .containsEntry("status", "superseded")
        .containsEntry(RecordSecret.PROVEN, "f1");
    assertThat(record(put)).returns(ReleaseStatus.SUPERSEDED, ReleaseRecord::status);
    assertThat(new ObjectMapper().writeValueAsString(StoredRelease.whole(data(put))))
        .isEqualTo(HelmSecret.of(1, "superseded", "percona-pg f1").fingerprint("f1").json());
  }

  @Test
  void doesNotSupersedeARecordThatChanged() {
    server.answer(200, JSON.asJson(HelmSecret.of(1, "deployed", "x").build()));
    var other = HelmSecret.of(2, "deployed", "x").build();
    assertThatThrownBy(() -> releases.supersede(record(other)))
        .satisfies(thrown -> code(thrown, ProblemCode.CONFLICT));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void leavesARecordThatChangesWhileItPrunes() {
    stored(
        IntStream.rangeClosed(1, 12)
            .mapToObj(revision -> ours(revision, revision == 12 ? "deployed" : "superseded"))
            .toArray(Secret[]::new));
    server.refuse(409, "changed").refuse(404, "gone");
    assertThat(new HistoryLimit(releases).enforce(record(ours(12, "deployed")))).isEqualTo(1);
  }

  private static String data(Secret secret) {
    return Objects.requireNonNull(secret.getData().get("release"));
  }

  private static void code(Throwable thrown, ProblemCode code) {
    assertThat(((PerconaPgException) thrown).problem().code()).isEqualTo(code);
  }
}
