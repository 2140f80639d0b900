package io.github.perconapg.internal.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.crd.CrdChange;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.OperatorImage;
import io.github.perconapg.internal.operator.OperatorMinor;
import io.github.perconapg.internal.operator.WatchedNamespaces;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Operators of the same CRDs beside the one that is deployed. */
public final class OperatorInventory {

  /** The label of the operator's Deployment: Percona's charts, and Crunchy Data's PGO. */
  private static final String PERCONA = "pgv2.percona.com/control-plane";

  private static final String CRUNCHY = "postgres-operator.crunchydata.com/control-plane";

  /** The group of the CRDs that both have. */
  private static final String SHARED_GROUP = "postgres-operator.crunchydata.com";

  private final List<Operator> found;
  private final boolean known;

  private OperatorInventory(List<Operator> found, boolean known) {
    this.found = found;
    this.known = known;
  }

  /**
   * Looks through the whole cluster.
   *
   * @param own the Deployments that are this operator's, as {@code namespace/name}
   */
  public static OperatorInventory find(ApiRequests api, Set<String> own) {
    var found = new ArrayList<Operator>();
    try {
      for (var label : List.of(PERCONA, CRUNCHY)) {
        var list = api.get(ApiPath.selecting("/apis/apps/v1/deployments", label));
        for (var item : Unstructured.list(list, "items")) {
          var operator = Operator.of(item, label.equals(CRUNCHY));
          if (!own.contains(operator.namespace() + "/" + operator.name())) {
            found.add(operator);
          }
        }
      }
      return new OperatorInventory(found, true);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return new OperatorInventory(List.of(), false);
      }
      throw e;
    }
  }

  /** Tells whether the cluster could be asked at all. */
  public boolean known() {
    return known;
  }

  /** The operators by name, for a list. */
  public List<String> shown() {
    return found.stream().map(Operator::shown).toList();
  }

  /** The operators in a sentence each, for a person. */
  List<String> notes() {
    return found.stream()
        .map(
            other ->
                other.shown()
                    + " is on this cluster too; it watches "
                    + WatchedNamespaces.shown(other.watched())
                    + ".")
        .toList();
  }

  /** Returns those that look after a namespace which the deployed operator would look after. */
  List<Problem> overlapping(Set<String> watched) {
    return found.stream()
        .filter(other -> other.overlaps(watched))
        .map(
            other ->
                second(
                    other,
                    other.shown() + " watches a namespace that this operator would watch",
                    "Two operators would work on the same clusters. Remove one, or give each its"
                        + " own namespaces (value watchNamespace)."))
        .toList();
  }

  /**
   * Returns those that CRDs of a chart would not serve.
   *
   * @param writes the CRDs that would be written
   * @param version the chart's operator version
   */
  List<Problem> notServed(List<CrdChange> writes, String version) {
    var problems = new ArrayList<Problem>();
    var chart = OperatorMinor.of(version);
    var upgrades = writes.stream().anyMatch(write -> !write.creates());
    var shared = writes.stream().anyMatch(w -> w.crd().group().equals(SHARED_GROUP));
    for (var other : found) {
      var own = OperatorMinor.of(other.version());
      if (other.crunchy() && shared) {
        problems.add(
            second(
                other,
                other.shown()
                    + " uses the CRDs of group "
                    + SHARED_GROUP
                    + ", which this"
                    + " chart would write",
                "Crunchy Data's operator and Percona's cannot share a cluster below operator 3.0."
                    + " Use another cluster, or remove that operator first."));
      } else if (!other.crunchy() && upgrades && chart.isPresent() && own.isPresent()) {
        var ahead = chart.get().after(own.get());
        if (ahead > OperatorMinor.SERVED_BACK) {
          problems.add(
              second(
                  other,
                  other.shown()
                      + " is more than two minor versions older than the CRDs of operator "
                      + version,
                  "Upgrade that operator first: CRDs serve their own minor version and the"
                      + " two before it."));
        }
      }
    }
    return problems;
  }

  /** Returns those of which nothing says whether the CRDs that would be upgraded serve them. */
  List<String> unjudged(List<CrdChange> writes) {
    return writes.stream().allMatch(CrdChange::creates)
        ? List.of()
        : found.stream()
            .filter(other -> !other.crunchy() && OperatorMinor.of(other.version()).isEmpty())
            .map(other -> other.namespace() + "/" + other.name())
            .toList();
  }

  private static Problem second(Operator other, String summary, String remedy) {
    return Problem.of(ProblemCode.SECOND_OPERATOR, summary, remedy)
        .facts(
            List.of(
                "Deployment " + other.namespace() + "/" + other.name(),
                "it watches " + WatchedNamespaces.shown(other.watched())));
  }

  /** An operator's Deployment. */
  private record Operator(
      String namespace, String name, String version, boolean crunchy, Set<String> watched) {

    static Operator of(Object deployment, boolean crunchy) {
      var namespace = Unstructured.text(deployment, "metadata", "namespace");
      // Where nothing says otherwise, Crunchy Data's operator watches all namespaces.
      var watched =
          WatchedNamespaces.of(Unstructured.map(deployment), namespace)
              .orElse(crunchy ? Set.of() : Set.of(namespace));
      return new Operator(
          namespace,
          Unstructured.text(deployment, "metadata", "name"),
          version(deployment, crunchy),
          crunchy,
          watched);
    }

    /** Returns what the image's tag says, else the label by which its chart names its operator. */
    private static String version(Object deployment, boolean crunchy) {
      var image = OperatorImage.imageOf(deployment);
      if (crunchy) {
        return image.substring(image.lastIndexOf(':') + 1);
      }
      var label = Unstructured.text(deployment, "metadata", "labels", "app.kubernetes.io/version");
      return OperatorImage.tagged(image)
          .orElse(label.isEmpty() ? "of unknown version" : label + " by its label");
    }

    boolean overlaps(Set<String> others) {
      return watched.isEmpty() || others.isEmpty() || watched.stream().anyMatch(others::contains);
    }

    String shown() {
      return (crunchy ? "Crunchy Data's operator " : "Another Percona operator ")
          + (namespace + "/" + name + " (" + version + ")");
    }
  }
}
