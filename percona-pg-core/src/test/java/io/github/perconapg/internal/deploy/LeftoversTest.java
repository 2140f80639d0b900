package io.github.perconapg.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.helm.SampleRecord;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LeftoversTest {

  private static final String BINDING =
      """
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: admin}
      """;
  private static final String PATH = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/admin";
  private static final Map<String, Object> OWNED =
      Map.of("meta.helm.sh/release-name", "pg-operator", "meta.helm.sh/release-namespace", "pgo");

  private final Deploying run;
  private final ReleaseRecord present = Deploying.record(2, ReleaseStatus.DEPLOYED, "");

  LeftoversTest(@TempDir Path folder) throws IOException {
    run = new Deploying(folder);
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void anObjectThatHelmCouldNotDeleteIsRemovedIfItIsStillTheSame() {
    var lock = run.lock();
    run.answer(live(OWNED));
    var leftovers = leftBehind(BINDING);
    run.held(2).answer(200, "{}");

    assertThat(leftovers.remove(lock))
        .containsExactly("Removed ClusterRoleBinding admin, which revision 1 had left.");

    assertThat(run.server.requests())
        .extracting(FakeApiServer.Request::method)
        .as("asks for the lock before it deletes")
        .containsExactly("POST", "GET", "PUT", "DELETE");
    var delete = run.server.requests().get(3);
    assertThat(delete.path()).isEqualTo(PATH);
    assertThat(delete.body()).contains("\"uid\":\"u-1\"");
  }

  @Test
  void whatADiscardedRevisionMadeIsRemovedAndThenItsRecord() {
    var lock = run.lock();
    var record = SampleRecord.withManifest(1, "pending-install", BINDING);
    var kept = SampleRecord.discarded(record);
    run.server.answer(200, SampleRecord.list(kept));
    run.answer(live(OWNED));
    var leftovers = new Leftovers(run.connection, present).ofDiscarded("pgo", "pg-operator");
    run.held(2).answer(200, "{}");
    run.held(3).answer(200, "{}");

    assertThat(leftovers.remove(lock))
        .containsExactly("Removed ClusterRoleBinding admin, which revision 1 had left.");

    assertThat(run.server.requests())
        .filteredOn(request -> request.method().equals("DELETE"))
        .extracting(FakeApiServer.Request::path)
        .containsExactly(PATH, "/api/v1/namespaces/pgo/secrets/" + kept.getMetadata().getName());
  }

  @Test
  void oneThatCannotBeRemovedIsNamed() {
    var lock = run.lock();
    run.answer(live(OWNED));
    var leftovers = leftBehind(BINDING);
    run.held(2).refuse(403, "no");
    assertThatThrownBy(() -> leftovers.remove(lock))
        .hasMessageContaining("removing ClusterRoleBinding admin, which revision 1 had left");
  }

  @Test
  void nothingIsDeletedOnceTheLockIsLost() {
    var lock = run.lock();
    run.answer(live(OWNED));
    var leftovers = leftBehind(BINDING);
    run.server
        .refuse(409, "changed")
        .answer(200, Deploying.lease("elsewhere/7/1/run", 9))
        .answer(200, Deploying.lease("elsewhere/7/1/run", 9));
    assertThatThrownBy(() -> leftovers.remove(lock)).hasMessageContaining("[locked]");
    assertThat(run.server.requests()).noneMatch(request -> request.method().equals("DELETE"));
  }

  @Test
  void oneThatAPolicyKeepsStays() {
    var kept = new HashMap<>(OWNED);
    kept.put("helm.sh/resource-policy", "keep");
    run.answer(live(kept));
    var leftovers = leftBehind(BINDING);
    assertThat(leftovers.found()).isEmpty();
    assertThat(leftovers.kept())
        .containsExactly(
            "ClusterRoleBinding admin was left: its annotation helm.sh/resource-policy says so.");
  }

  @Test
  void oneThatAPolicyOfTheManifestKeepsStays() {
    run.answer(live(OWNED));
    var manifest =
        BINDING.replace(
            "{name: admin}", "{name: admin, annotations: {helm.sh/resource-policy: keep}}");
    assertThat(leftBehind(manifest).found()).isEmpty();
  }

  @Test
  void oneOfAnotherReleaseStays() {
    run.answer(live(Map.of("meta.helm.sh/release-name", "another")));
    assertThat(leftBehind(BINDING).kept())
        .containsExactly(
            "ClusterRoleBinding admin was left: it does not carry this release's ownership.");
  }

  @Test
  void oneThatIsGoneOrGoingIsNoLeftover() {
    run.server.refuse(404, "not found");
    assertThat(leftBehind(BINDING).found()).isEmpty();
    run.answer(Map.of("metadata", Map.of("deletionTimestamp", "now", "annotations", OWNED)));
    assertThat(leftBehind(BINDING).found()).isEmpty();
  }

  @Test
  void oneOfWhichNothingCanBeToldIsNamed() {
    run.server.refuse(403, "forbidden");
    assertThat(leftBehind(BINDING).kept())
        .singleElement()
        .asString()
        .startsWith("Cannot tell whether ClusterRoleBinding admin of revision 1 is still there");
  }

  @Test
  void anObjectThatMovedToAnotherVersionOfItsGroupIsThePresentOne() {
    withoutDiscovery();
    var now = Deploying.record(2, ReleaseStatus.DEPLOYED, BINDING.replace("/v1", "/v1beta1"));
    new Leftovers(run.connection, now)
        .of(Deploying.record(1, ReleaseStatus.SUPERSEDED, BINDING), true);
    assertThat(run.server.requests()).noneMatch(request -> request.path().equals(PATH));
  }

  @Test
  void definitionsAndVolumesAreNeverLeftovers() {
    withoutDiscovery();
    var manifest = "";
    for (var kind : new String[] {"CustomResourceDefinition", "PersistentVolumeClaim"}) {
      manifest += "---\napiVersion: v1\nkind: " + kind + "\nmetadata: {name: data}\n";
    }
    assertThat(leftBehind(manifest).found()).isEmpty();
    assertThat(run.server.requests()).noneMatch(request -> request.path().endsWith("/data"));
  }

  /** Kinds beside those of an operator's chart are asked for. */
  private void withoutDiscovery() {
    for (int request = 0; request < 8; request++) {
      run.server.refuse(404, "no discovery");
    }
  }

  private Leftovers leftBehind(String manifest) {
    var former = Deploying.record(1, ReleaseStatus.SUPERSEDED, manifest);
    return new Leftovers(run.connection, present).of(former, true);
  }

  private static Map<String, Object> live(Map<String, Object> annotations) {
    return Map.of("metadata", Map.of("uid", "u-1", "annotations", annotations));
  }
}
