package io.github.perconapg.internal.destroy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.SampleRecord;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.internal.kubernetes.InMemoryApiServer;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.model.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LeftHooksTest {

  private static final String WHY =
      "a hook of the chart, which Helm leaves; delete it by hand afterwards";
  private static final String NAMESPACE = "/api/v1/namespaces/pgo";
  private static final String RECORD = NAMESPACE + "/secrets/sh.helm.release.v1.pg-operator.v";
  private static final String MAPS = NAMESPACE + "/configmaps/";

  private final InMemoryApiServer server = new InMemoryApiServer();
  private final Connection connection;

  LeftHooksTest(@TempDir Path folder) throws IOException {
    var file = folder.resolve("kubeconfig");
    Files.writeString(file, FakeApiServer.kubeconfig(server.url(), "t"));
    connection = Connection.open(Target.kubeconfig(file), Environment.system(), request -> {});
    server.put(NAMESPACE, Map.of());
    server.put(
        RECORD + 1,
        SampleRecord.finished(1, "f1", "", hook("older", "pre-install", "hook-failed")));
    server.put(
        RECORD + 2,
        SampleRecord.finished(
            2,
            "f2",
            "",
            hook("kept", "post-upgrade", "before-hook-creation"),
            hook("gone", "post-upgrade", "hook-succeeded"),
            hook("tested", "test", "before-hook-creation"),
            hook("last", "post-delete", "before-hook-creation"),
            hook("swept", "pre-install,pre-delete", "hook-succeeded")));
    for (var name : List.of("older", "kept", "tested", "swept")) {
      server.put(MAPS + name, Map.of());
    }
  }

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @Test
  void areThoseOfEveryRevisionThatAreThereAndStay() {
    assertThat(LeftHooks.of(connection, history()))
        .extracting(RenderedObject::name)
        .containsExactly("kept", "older");
  }

  @Test
  void areNamedIfTheCallerMayNotSeeThem() {
    server.refuse("GET", MAPS + "gone", 403, "forbidden");
    assertThat(LeftHooks.of(connection, history()))
        .extracting(RenderedObject::name)
        .containsExactly("kept", "gone", "older");
  }

  @Test
  void uninstallRunsThoseOfDeletionOnly() {
    assertThat(LeftHooks.runningNow(connection, history().get(0)))
        .extracting(RenderedObject::name)
        .containsExactly("last", "swept");
  }

  @Test
  void planOfADestroyNamesThem() {
    var desired =
        DesiredState.of(
            StackInput.of(
                new PerconaPostgresqlOperator(
                    Metadata.named("pg-operator"),
                    new Spec(null, "pgo", Container.DEFAULT, true))));
    var plan =
        DestroyPlanner.teardown(connection, desired, DestroyOptions.defaults(), false).plan();
    assertThat(plan.changes())
        .filteredOn(change -> change.kind().equals("ConfigMap"))
        .extracting(Change::name, Change::action, Change::summary)
        .containsExactly(tuple("kept", Action.KEEP, WHY), tuple("older", Action.KEEP, WHY));
    assertThat(plan.notes())
        .contains(
            "The chart's hook ConfigMap last runs at post-delete; destroy does not remove it,"
                + " delete it by hand afterwards.");
  }

  private List<ReleaseRecord> history() {
    return new Releases(connection).history("pgo", "pg-operator");
  }

  private static String hook(String name, String events, String policy) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: %s
      annotations: {helm.sh/hook: "%s", helm.sh/hook-delete-policy: "%s"}
    """
        .formatted(name, events, policy);
  }
}
