package io.github.perconapg.internal.operator;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The operator of one release, as its record renders it.
 *
 * @param namespace its namespace
 * @param deployment the name of its Deployment
 * @param selector the labels of its pods
 * @param container the name of its container
 * @param image the image that the chart renders
 * @param logLevel its LOG_LEVEL in upper case; INFO where it sets none
 * @param lease the name of the Lease by which it elects its leader; empty when it takes none
 * @param version its version
 * @param access the objects that grant its permissions
 */
public record OperatorTarget(
    String namespace,
    String deployment,
    Map<String, String> selector,
    String container,
    String image,
    String logLevel,
    String lease,
    OperatorVersion version,
    List<RenderedObject> access) {

  /** What Go's strconv.ParseBool reads as false. */
  private static final Set<String> GO_FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

  private static final Set<String> ACCESS =
      Set.of("ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");

  /**
   * Finds the operator's Deployment among the objects of a release.
   *
   * @throws PerconaPgException when there is none
   */
  public static OperatorTarget of(ReleaseRecord release) {
    var objects = RenderedObjects.of(release.manifest(), release.namespace());
    var found = OperatorImage.deployment(objects).orElseThrow(() -> noDeployment(release));
    var access = objects.stream().filter(o -> ACCESS.contains(o.kind())).toList();
    return of(found, release.appVersion(), access);
  }

  private static OperatorTarget of(
      RenderedObject deployment, String appVersion, List<RenderedObject> access) {
    var selector = new LinkedHashMap<String, String>();
    Unstructured.map(deployment.content(), "spec", "selector", "matchLabels")
        .forEach((key, value) -> selector.put(key, Objects.toString(value)));
    var containers =
        Unstructured.list(deployment.content(), "spec", "template", "spec", "containers");
    var container = containers.isEmpty() ? Map.of() : containers.get(0);
    var env = new HashMap<String, String>();
    Unstructured.list(container, "env")
        .forEach(
            entry -> env.put(Unstructured.text(entry, "name"), Unstructured.text(entry, "value")));
    var image = Unstructured.text(container, "image");
    var operatorVersion = new OperatorVersion(OperatorImage.of(image, appVersion).version());
    return new OperatorTarget(
        deployment.namespace(),
        deployment.name(),
        Map.copyOf(selector),
        Unstructured.text(container, "name"),
        image,
        env.getOrDefault("LOG_LEVEL", "INFO").toUpperCase(Locale.ROOT),
        lease(env, operatorVersion),
        operatorVersion,
        access);
  }

  /** As the operator decides it (cmd/postgres-operator/main.go of 2.5.0 to 3.0.0). */
  private static String lease(Map<String, String> env, OperatorVersion version) {
    if (GO_FALSE.contains(env.getOrDefault("PGO_CONTROLLER_LEADER_ELECTION_ENABLED", "true"))) {
      return "";
    }
    var named = env.getOrDefault("PGO_CONTROLLER_LEASE_NAME", "");
    return named.isEmpty() && version.takesLease() ? OperatorVersion.LEASE : named;
  }

  /** The path of the list of its pods. */
  public String pods() {
    var labels = new StringJoiner(",");
    selector.forEach((key, value) -> labels.add(key + "=" + value));
    return ApiPath.selecting(ApiPath.core(namespace, "pods"), labels.toString());
  }

  /** Tells whether it elects its leader by a Lease. */
  public boolean takesLease() {
    return !lease.isEmpty();
  }

  /** Tells whether start-up lines are written at all at this log level. */
  public boolean logsStartUp() {
    return logLevel.isEmpty() || List.of("INFO", "DEBUG").contains(logLevel);
  }

  private static PerconaPgException noDeployment(ReleaseRecord release) {
    return Problem.of(
            ProblemCode.CHART_INVALID,
            "Chart "
                + release.chartName()
                + " "
                + release.chartVersion()
                + " renders no Deployment, so it installs no operator",
            "Name the operator's chart with percona-pg.chart.")
        .asException();
  }
}
