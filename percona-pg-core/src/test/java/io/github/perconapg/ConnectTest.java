package io.github.perconapg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.event.Event;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.model.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a cluster before anything is asked of it. */
class ConnectTest {

  @TempDir Path folder;

  @Test
  void theClusterComesFirstAndThenThatItsCertificateIsNotVerified() throws IOException {
    var cluster = "server: 'https://127.0.0.1:1', insecure-skip-tls-verify: true";
    assertThat(told(cluster))
        .containsExactly(
            new Event.TargetResolved("dev", "https://127.0.0.1:1", "me"),
            new Event.Warned(
                "The certificate of https://127.0.0.1:1 is not verified"
                    + " (insecure-skip-tls-verify in "
                    + folder.resolve("kubeconfig")
                    + ")."));
  }

  @Test
  void anUnencryptedConnectionIsWarnedOf() throws IOException {
    assertThat(told("server: 'http://127.0.0.1:1'"))
        .contains(new Event.Warned("The connection to http://127.0.0.1:1 is not encrypted."));
  }

  @Test
  void nothingIsWarnedOfWhereAllIsVerified() throws IOException {
    assertThat(told("server: 'https://127.0.0.1:1'")).noneMatch(Event.Warned.class::isInstance);
  }

  private List<Event> told(String cluster) throws IOException {
    var kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters:
            - {name: nobody, cluster: {%s}}
            users:
            - {name: me, user: {}}
            contexts:
            - {name: dev, context: {cluster: nobody, user: me}}
            """
                .formatted(cluster));
    var manifest =
        """
        apiVersion: kubernetes.project-planton.org/v1
        kind: PerconaPostgresqlOperator
        metadata: {name: pg}
        spec: {namespace: pgo, container: {}}
        """;
    var desired = DesiredState.of(Manifest.parse(manifest, "pg.yaml"));
    var target = Target.of(desired).kubeconfig(List.of(kubeconfig)).context("dev");
    var events = new ArrayList<Event>();
    PerconaPg.connect(target, Environment.system(), HttpSettings.defaults(), events::add).close();
    return events;
  }
}
