package io.github.perconapg.internal.ownership;

import io.github.perconapg.internal.yaml.Unstructured;
import java.util.List;
import java.util.Map;

/**
 * The labels, annotations and field managers of tools that reconcile objects for ever: what this
 * tool changed on such an object would be undone, or fought over.
 */
public final class GitOpsManagers {

  /** Key prefixes of Argo CD (tracking annotation and label), Flux and OLM, and whose they are. */
  private static final List<Map.Entry<String, String>> PREFIXES =
      List.of(
          Map.entry("argocd.argoproj.io/", "Argo CD"),
          Map.entry("kustomize.toolkit.fluxcd.io/", "Flux"),
          Map.entry("helm.toolkit.fluxcd.io/", "Flux"),
          Map.entry("olm.managed", "OLM"),
          Map.entry("operators.coreos.com/", "OLM"),
          Map.entry("olm.owner", "OLM"));

  /** Field managers of the same tools: some of them leave no other mark. */
  private static final Map<String, String> MANAGERS =
      Map.of(
          "argocd-controller", "Argo CD",
          "argocd-application-controller", "Argo CD",
          "kustomize-controller", "Flux",
          "helm-controller", "Flux",
          "flux", "Flux",
          "olm", "OLM",
          "catalog", "OLM",
          "fleetagent", "Fleet");

  private GitOpsManagers() {}

  /** The owner and its mark, for example {@code Flux (label …=…)}; empty when there is none. */
  public static String of(Map<String, Object> metadata) {
    for (var part : List.of("labels", "annotations")) {
      for (var mark : Unstructured.map(metadata, part).entrySet()) {
        for (var prefix : PREFIXES) {
          if (mark.getKey().startsWith(prefix.getKey())) {
            return prefix.getValue()
                + " ("
                + part.substring(0, part.length() - 1)
                + " "
                + mark.getKey()
                + ": "
                + mark.getValue()
                + ")";
          }
        }
      }
    }
    for (var entry : Unstructured.list(metadata, "managedFields")) {
      var manager = Unstructured.text(entry, "manager");
      var owner = MANAGERS.get(manager);
      if (owner != null) {
        return owner + " (field manager " + manager + ")";
      }
    }
    return "";
  }
}
