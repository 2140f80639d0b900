package io.github.perconapg.internal.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.FakeApiServer;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.LockHolder;
import io.github.perconapg.internal.run.ReleaseLock;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run that has the lock, on a server that answers what a test prepares. */
public final class Deploying implements AutoCloseable {

  private static final LockHolder SELF = LockHolder.thisProcess();

  public final FakeApiServer server = new FakeApiServer();
  final Environment environment;
  final Connection connection;

  public Deploying(Path folder) throws IOException {
    var file = folder.resolve("kubeconfig");
    Files.writeString(file, FakeApiServer.kubeconfig(server.url(), "t"));
    var system = Environment.system();
    environment =
        new Environment(
            system.variables(), folder, folder.resolve("cache"), folder, system.clock());
    connection = Connection.open(Target.kubeconfig(file), environment, request -> {});
  }

  @Override
  public void close() {
    connection.close();
    server.close();
  }

  /** A run with a session whose Helm worker is never started. */
  Run run() {
    return run(new HelmSession(connection, environment, () -> Duration.ZERO));
  }

  Run run(HelmSession helm) {
    return new Run(
        connection,
        environment,
        helm,
        new CrdCache(),
        Deadline.in(Duration.ofSeconds(20)),
        RunOptions.defaults().outputDirectory(environment.temporary().resolve("out")),
        EventListener.none());
  }

  /** Takes the lock; the first request of the server. */
  public ReleaseLock lock() {
    held(1);
    return new ReleaseLock(connection, "pgo", "x", SELF, EventListener.none())
        .take(Deadline.in(Duration.ofSeconds(20)));
  }

  /** Prepares the answer to a write of the lock. */
  public FakeApiServer held(int version) {
    return server.answer(200, lease(SELF.identity(), version));
  }

  /** Prepares the answer that something is there. */
  FakeApiServer answer(Object object) {
    try {
      return server.answer(200, new ObjectMapper().writeValueAsString(object));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static String lease(String holder, int version) {
    return """
    {"metadata":{"name":"percona-pg-x","resourceVersion":"%d"},
     "spec":{"holderIdentity":"%s"}}\
    """
        .formatted(version, holder);
  }

  static ReleaseRecord record(int revision, ReleaseStatus status, String manifest) {
    return record(revision, status, manifest, "f1");
  }

  static ReleaseRecord record(
      int revision, ReleaseStatus status, String manifest, @Nullable String fingerprint) {
    return new ReleaseRecord(
        "pg-operator",
        "pgo",
        revision,
        status,
        "percona-pg " + fingerprint,
        "2026-11-22T10:00:00Z",
        "pg-operator",
        "2.7.0",
        "2.7.0",
        fingerprint,
        null,
        Map.of(),
        null,
        Map.of(),
        manifest,
        "",
        new ReleaseRecord.SecretIdentity(
            "sh.helm.release.v1.pg-operator.v" + revision, "uid-" + revision, "10" + revision),
        null);
  }
}
