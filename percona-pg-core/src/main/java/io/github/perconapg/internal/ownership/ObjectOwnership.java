package io.github.perconapg.internal.ownership;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose an object on the cluster is.
 *
 * @param owner the Helm release that it belongs to, as {@code namespace/name}; empty for none
 * @param gitOps the mark of Argo CD, Flux or OLM; empty when it has none
 * @param uid its UID
 */
public record ObjectOwnership(String owner, String gitOps, String uid) {

  public static ObjectOwnership of(Map<String, Object> live) {
    var metadata = Unstructured.map(live, "metadata");
    var name = Unstructured.text(metadata, "annotations", WellKnownMetadata.RELEASE_NAME);
    var namespace = Unstructured.text(metadata, "annotations", WellKnownMetadata.RELEASE_NAMESPACE);
    return new ObjectOwnership(
        name.isEmpty() ? "" : namespace + "/" + name,
        GitOpsManagers.of(metadata),
        Unstructured.text(metadata, "uid"));
  }

  /** Tells whether it belongs to the given release and no other tool reconciles it. */
  public boolean is(String release, String namespace) {
    return owner.equals(namespace + "/" + release) && gitOps.isEmpty();
  }

  /**
   * Tells whether it has no owner: no tool reconciles it, and there is no record of a release that
   * it names. A question that is not answered counts as an owner.
   */
  public boolean none(ApiRequests api) {
    if (!gitOps.isEmpty()) {
      return false;
    }
    if (owner.isEmpty()) {
      return true;
    }
    var slash = owner.indexOf('/');
    try {
      var records =
          api.listMetadata(
              Releases.recordsOf(owner.substring(0, slash), owner.substring(slash + 1)));
      return Unstructured.list(records, "items").isEmpty();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Returns the problem that Helm keeps a release in ConfigMaps, where this tool does not look: to
   * write another record beside them would make two releases of one. What may not be asked is left
   * to the marks.
   */
  public static Optional<Problem> recordsElsewhere(
      ApiRequests api, String release, String namespace) {
    List<Object> records;
    try {
      var path =
          ApiPath.selecting(
              ApiPath.core(namespace, "configmaps"), "name=" + release + ",owner=helm");
      records = Unstructured.list(api.listMetadata(path), "items");
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      return Optional.empty();
    }
    if (records.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                ProblemCode.FOREIGN_RELEASE,
                "Release "
                    + namespace
                    + "/"
                    + release
                    + " is kept in ConfigMaps (HELM_DRIVER=configmap), which this tool does not"
                    + " change",
                "Go on with Helm and that driver. To adopt it: keep its values"
                    + " (HELM_DRIVER=configmap helm get values), delete the ConfigMaps named above,"
                    + " then deploy with these values and percona-pg.adopt=keep.")
            .facts(
                records.stream()
                    .map(record -> "ConfigMap " + Unstructured.text(record, "metadata", "name"))
                    .toList()));
  }

  /** Returns the problem that it is in the way. */
  public Problem refusal(
      RenderedObject object, String release, String namespace, boolean adoptable) {
    var facts = new ArrayList<String>();
    facts.add("UID " + uid);
    if (!is(release, namespace)) {
      facts.add(
          owner.isEmpty()
              ? "it belongs to no Helm release"
              : "it belongs to Helm release " + owner);
    }
    if (!gitOps.isEmpty()) {
      facts.add("tracked by " + gitOps);
    }
    return Problem.of(
            ProblemCode.FOREIGN_OBJECT,
            object.shown()
                + (is(release, namespace)
                    ? " exists and names release "
                        + namespace
                        + "/"
                        + release
                        + ", of which there is no record"
                    : " exists and is not part of release " + namespace + "/" + release),
            remedy(adoptable))
        .facts(facts);
  }

  private String remedy(boolean adoptable) {
    if (adoptable) {
      return "Adopt it with percona-pg.adopt=keep, remove it with the tool that made it, or"
          + " deploy to another namespace.";
    }
    var who = gitOps.isEmpty() ? "" : gitOps.substring(0, gitOps.indexOf(" ("));
    if (!who.isEmpty()) {
      return "Take it out of "
          + who
          + " there (delete its application, or stop it from reconciling this object), then run"
          + " again; this tool never adopts what "
          + who
          + " would change back.";
    }
    var slash = owner.indexOf('/');
    return "Uninstall that release (helm uninstall "
        + owner.substring(slash + 1)
        + " -n "
        + owner.substring(0, slash)
        + "), or deploy to another namespace.";
  }

  /** Returns what there is to know before it is adopted. */
  public List<String> facts() {
    return owner.isEmpty()
        ? List.of("UID " + uid, "it belongs to no Helm release")
        : List.of("UID " + uid, "it names Helm release " + owner + ", which has no record");
  }
}
