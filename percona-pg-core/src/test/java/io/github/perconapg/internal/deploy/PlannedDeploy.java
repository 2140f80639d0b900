package io.github.perconapg.internal.deploy;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.Crd;
import io.github.perconapg.internal.crd.CrdChange;
import io.github.perconapg.internal.helm.DesiredRelease;
import io.github.perconapg.internal.helm.Helm;
import io.github.perconapg.internal.helm.ProvenanceMetadata;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.helm.StoredRevision;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.plan.Adoption;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.plan.Drift;
import io.github.perconapg.internal.plan.NamespaceState;
import io.github.perconapg.internal.plan.ReleaseChange;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Plan;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan of which a test changes what it is about. */
final class PlannedDeploy {
  private final DeployScene scene;
  private final @Nullable ReleaseRecord current;
  private final List<Problem> refusals = new ArrayList<>();
  private final List<CrdChange> crds = new ArrayList<>();
  private final List<Adoption> adoptions = new ArrayList<>();
  private final List<CustomResource> clusters = new ArrayList<>();
  private final List<StoredRevision> abandoned = new ArrayList<>();
  private final Verb verb;
  private List<String> route = List.of();
  private String operator = "2.7.0";
  private String job = "";
  private String hook = "";
  private boolean nothingToDo;
  private String fingerprint = "f1";

  PlannedDeploy(DeployScene scene, Verb verb, @Nullable ReleaseRecord current) {
    this.scene = scene;
    this.verb = verb;
    this.current = current;
  }

  /** Its revision has a Job, which fails. */
  PlannedDeploy failing() {
    var failed = Map.of("type", "Failed", "status", "True", "reason", "BackoffLimitExceeded");
    scene.server.put(DeployScene.JOB, Map.of("status", Map.of("conditions", List.of(failed))));
    job =
        """
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: prepare}
        spec: {template: {spec: {containers: []}}}
        """;
    return this;
  }

  PlannedDeploy fingerprint(String text) {
    fingerprint = text;
    return this;
  }

  PlannedDeploy withCrd(String resourceVersion) {
    var yaml =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: things.example.com
        spec: {}
        """;
    crds.add(new CrdChange(new Crd("things.example.com", yaml, "cafe"), resourceVersion));
    return this;
  }

  /** The ConfigMap is there already, and has no owner. */
  PlannedDeploy adopting(String configMap) {
    var live = scene.server.get(DeployScene.NAMESPACE + "/configmaps/" + configMap);
    var yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + configMap + "}\n";
    adoptions.add(
        new Adoption(
            RenderedObjects.of(yaml, "pgo").get(0),
            Unstructured.text(live, "metadata", "uid"),
            Unstructured.text(live, "metadata", "resourceVersion")));
    return this;
  }

  PlannedDeploy discarding(StoredRevision record) {
    abandoned.add(record);
    return this;
  }

  PlannedDeploy watching(CustomResource cluster) {
    clusters.add(cluster);
    return this;
  }

  PlannedDeploy route(String... versions) {
    route = List.of(versions);
    return this;
  }

  PlannedDeploy operator(String version) {
    operator = version;
    return this;
  }

  PlannedDeploy refused(ProblemCode code) {
    refusals.add(Problem.of(code, "This cannot be deployed", "Change it."));
    return this;
  }

  /** Helm renders a hook more than the plan has. */
  PlannedDeploy unplannedHook(String event) {
    hook =
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: late, annotations: {helm.sh/hook: %s}}
        """
            .formatted(event);
    return this;
  }

  PlannedDeploy nothingToDo() {
    nothingToDo = true;
    return this;
  }

  DeployPlan build() {
    var chart =
        new Chart(
            "pg-operator",
            "2.7.0",
            operator,
            null,
            "d1",
            List.of(),
            Map.of(),
            scene.output,
            "folder");
    var change =
        Change.of(
            nothingToDo ? Change.Action.UNCHANGED : Change.Action.UPDATE,
            "Release",
            "pg-operator",
            "deploy");
    return new DeployPlan(
        new Plan(
            DeployScene.desired(),
            "pg-operator 2.7.0",
            "d1",
            route,
            List.of(change),
            refusals,
            List.of(),
            List.of()),
        chart,
        new DesiredRelease(Map.of(), Map.of(), null, fingerprint, List.of()),
        new Helm.Operation(
            "pgo",
            "pg-operator",
            scene.output,
            hook.isEmpty()
                ? Map.of("manifest", manifest())
                : Map.of("manifest", manifest(), "hook", hook),
            ProvenanceMetadata.of(fingerprint, Map.of(), null)),
        RenderedObjects.of(manifest(), "pgo"),
        new NamespaceState(
            "pgo", scene.server.get(DeployScene.NAMESPACE) != null, Map.of(), false, List.of()),
        crds,
        new Drift(List.of(), List.of(), List.of(), List.of()),
        new ReleaseChange(verb, current, abandoned, current, false, false),
        adoptions,
        clusters,
        null);
  }

  private String manifest() {
    return DeployScene.DEPLOYMENT.replace("VERSION", operator) + job;
  }
}
