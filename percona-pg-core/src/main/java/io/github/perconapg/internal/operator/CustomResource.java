package io.github.perconapg.internal.operator;

import io.github.perconapg.internal.yaml.Unstructured;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An object of one of the operator's kinds, as it was when it was listed.
 *
 * @param kind where its kind is served: {@code group/version/plural}
 * @param content the whole object
 */
public record CustomResource(String kind, Map<String, Object> content) {

  /** The plural of its kind, for example {@code perconapgclusters}. */
  public String resource() {
    return CustomResources.pluralOf(kind);
  }

  /** Its namespace. */
  public String namespace() {
    return Unstructured.text(content, "metadata", "namespace");
  }

  /** Its name. */
  public String name() {
    return Unstructured.text(content, "metadata", "name");
  }

  /** Its UID. */
  public String uid() {
    return Unstructured.text(content, "metadata", "uid");
  }

  /** Its resource version. */
  public String resourceVersion() {
    return Unstructured.text(content, "metadata", "resourceVersion");
  }

  /** Its whole status. */
  public Map<String, Object> status() {
    return Unstructured.map(content, "status");
  }

  /** Its state as the operator reports it, for example {@code ready}; empty before that. */
  public String state() {
    return Unstructured.text(content, "status", "state");
  }

  /** Tells whether the operator says that it works. */
  public boolean ready() {
    return state().equals("ready");
  }

  /**
   * The operator version whose behaviour a cluster asks for; empty where it asks for none, which a
   * PostgresCluster never does.
   */
  public String crVersion() {
    return Unstructured.text(content, "spec", "crVersion");
  }

  /** Its finalizers, in their order. */
  public List<String> finalizers() {
    return Unstructured.list(content, "metadata", "finalizers").stream()
        .map(Objects::toString)
        .toList();
  }

  /** Tells whether it was deleted and waits for its finalizers. */
  public boolean deleting() {
    return Unstructured.at(content, "metadata", "deletionTimestamp") != null;
  }

  /** Tells whether the given object owns it. */
  public boolean ownedBy(CustomResource other) {
    return Unstructured.list(content, "metadata", "ownerReferences").stream()
        .anyMatch(owner -> Unstructured.text(owner, "uid").equals(other.uid()));
  }

  /** Its path on the API server. */
  public String path() {
    return CustomResources.path(kind, namespace()) + "/" + name();
  }

  /** The object for a person: {@code perconapgclusters shop/db}. */
  public String shown() {
    return resource() + " " + namespace() + "/" + name();
  }
}
