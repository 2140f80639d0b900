package io.github.perconapg.internal.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.chart.Crd;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.diagnosis.SnapshotReader;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.OperatorContainer;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.outlet.PrivateFiles;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was seen of a failed operator, before anything is undone: objects, events, logs,
 * records, the plan, and a summary that a person reads first. Secrets are masked, and only the
 * owner of the files may read them.
 */
public final class Evidence {

  private static final int LOG_LINES = 2000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;
  private final KubernetesClient client;
  private final Path folder;
  private final List<String> notKept = new ArrayList<>();
  private final Outlet outlet;

  /**
   * Keeps evidence in a folder.
   *
   * @param folder exists
   */
  public Evidence(Connection connection, Path folder) {
    this.connection = connection;
    this.client = connection.client();
    this.folder = folder;
    this.outlet = new Outlet(connection.redactor());
  }

  /**
   * Writes everything that can be read; what cannot is listed in the summary.
   *
   * @param problem what went wrong
   * @param history the release's records, newest first
   * @param plan what was carried out
   * @throws UncheckedIOException when the folder cannot be written
   */
  public void keep(
      OperatorTarget operator, Problem problem, List<ReleaseRecord> history, DeployPlan plan) {
    connection.redactor().learnValues(plan.wanted().values());
    try {
      var seen = new SnapshotReader(client).read(operator, false);
      writeJson("deployment.json", seen.deployment());
      writeJson("pods.json", seen.pods());
      writeJson("lease.json", seen.lease());
      keepAll("replicasets.json", () -> replicaSets(operator));
      keepAll("limits.json", () -> limits(operator.namespace()));
      keepAll("crds.json", () -> crds(plan.chart().crds()));
      write("events.txt", EvidenceTexts.events(seen.events()));
      for (var pod : seen.pods()) {
        keepLogs(operator, pod);
      }
      write("records.txt", EvidenceTexts.records(history));
      write("plan.txt", EvidenceTexts.plan(plan.plan()));
      keep("versions.txt", () -> EvidenceTexts.versions(plan, server()));
      write("summary.md", EvidenceTexts.summary(operator, problem, history, notKept));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep evidence in " + folder, e);
    }
  }

  private Object replicaSets(OperatorTarget operator) {
    return client
        .apps()
        .replicaSets()
        .inNamespace(operator.namespace())
        .withLabels(operator.selector())
        .list()
        .getItems();
  }

  /** Returns what may keep a pod from being created. */
  private Object limits(String namespace) {
    var api = connection.api();
    var limits = new LinkedHashMap<String, Object>();
    for (var kind : List.of("resourcequotas", "limitranges")) {
      limits.put(kind, Unstructured.list(api.get(ApiPath.core(namespace, kind)), "items"));
    }
    return limits;
  }

  /** Metadata and conditions of the CRDs; their schemas are in the chart. */
  private Object crds(List<Crd> crds) {
    var api = connection.api();
    var found = new LinkedHashMap<String, Object>();
    for (var crd : crds) {
      var live = api.get(ApiPath.crd(crd.name()));
      found.put(
          crd.name(),
          live == null
              ? "absent"
              : Map.of(
                  "generation", Unstructured.text(live, "metadata", "generation"),
                  "labels", Unstructured.map(live, "metadata", "labels"),
                  "deletionTimestamp", Unstructured.text(live, "metadata", "deletionTimestamp"),
                  "storedVersions", Unstructured.list(live, "status", "storedVersions"),
                  "conditions", Unstructured.list(live, "status", "conditions")));
    }
    return found;
  }

  private String server() {
    return connection.resolved().server()
        + ", Kubernetes "
        + Unstructured.text(connection.api().get("/version"), "gitVersion");
  }

  private void keepLogs(OperatorTarget operator, Pod pod) throws IOException {
    var name = pod.getMetadata().getName();
    var container = OperatorContainer.of(client, operator, pod);
    keep("log-" + name + ".txt", () -> container.tailingLines(LOG_LINES).getLog());
    var restarted =
        Snapshot.container(pod, operator.container())
            .filter(s -> s.getRestartCount() > 0)
            .isPresent();
    if (restarted) {
      keep(
          "log-" + name + "-previous.txt",
          () -> container.terminated().tailingLines(LOG_LINES).getLog());
    }
  }

  private void keepAll(String file, Reading<Object> objects) throws IOException {
    keep(file, () -> json(objects.read()));
  }

  private void keep(String file, Reading<String> text) throws IOException {
    try {
      write(file, text.read());
    } catch (KubernetesClientException e) {
      notKept.add(file + ": " + e.getMessage());
    }
  }

  private void writeJson(String file, @Nullable Object content) throws IOException {
    if (content != null) {
      write(file, json(content));
    }
  }

  /** Masked as a tree: numbers and short words are secrets only where they are whole values. */
  private String json(Object content) {
    try {
      var text = client.getKubernetesSerialization().asJson(content);
      var masked = connection.redactor().tree(JSON.readValue(text, Object.class));
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(masked) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written as JSON can be read as JSON", e);
    }
  }

  private void write(String file, String content) throws IOException {
    PrivateFiles.write(folder.resolve(file), outlet.text(content));
  }

  private interface Reading<T> {
    T read();
  }
}
