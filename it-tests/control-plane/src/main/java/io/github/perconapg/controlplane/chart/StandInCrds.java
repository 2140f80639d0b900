package io.github.perconapg.controlplane.chart;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The eight CRDs of a release, with small schemas of our own. */
final class StandInCrds {
  /** What the largest real CRD takes as JSON; a larger one would not fit into etcd. */
  private static final int LARGEST_DESCRIPTION = 700_000;

  private static final List<String> WORDS =
      List.of(
          "stand-in",
          "padding",
          "for",
          "tests",
          "of",
          "large",
          "files",
          "the",
          "real",
          "chart",
          "has",
          "schema",
          "fields",
          "here",
          "that",
          "describe",
          "a",
          "database",
          "cluster",
          "and");

  private final OperatorRelease release;

  StandInCrds(OperatorRelease release) {
    this.release = release;
  }

  /** All kinds, Percona's in pgv2.percona.com first. */
  static List<CrdKind> kinds(OperatorRelease release) {
    String inner = release.innerGroup();
    return List.of(
        CrdKind.outer("PerconaPGCluster", "pg"),
        CrdKind.outer("PerconaPGBackup", "pg-backup"),
        CrdKind.outer("PerconaPGRestore", "pg-restore"),
        CrdKind.outer("PerconaPGUpgrade", ""),
        CrdKind.inner(inner, "PostgresCluster"),
        CrdKind.inner(inner, "PGUpgrade"),
        CrdKind.inner(inner, "PGAdmin"),
        CrdKind.inner(inner, "CrunchyBridgeCluster"));
  }

  /** The file with all of them. */
  String file(boolean padded) {
    List<String> documents = new ArrayList<>();
    for (CrdKind kind : kinds(release)) {
      boolean large = padded && (kind.is("PerconaPGCluster") || kind.is("PostgresCluster"));
      documents.add(document(kind, large ? words(LARGEST_DESCRIPTION) : "Stand-in for tests."));
    }
    StringBuilder file = new StringBuilder("---\n" + String.join("---\n", documents));
    if (padded) {
      int missing = release.crdBytes() - file.length();
      for (int written = 0; written < missing; written += 100) {
        file.append("# ").append(words(97)).append('\n');
      }
    }
    return file.toString();
  }

  private String document(CrdKind kind, String description) {
    return """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: %s
        %sspec:
          group: %s
          scope: Namespaced
          names:
            kind: %s
            listKind: %sList
            plural: %s
            singular: %s
        %s  versions:
          - name: %s
            served: true
            storage: true
            subresources: {status: {}}
            schema:
              openAPIV3Schema:
                description: %s
                type: object
                properties:
                  apiVersion: {type: string}
                  kind: {type: string}
                  metadata: {type: object}
                  spec:
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
                    properties:
                      crVersion: {type: string}
        %s          status:
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
        """
        .formatted(
            kind.crdName(),
            labels(kind),
            kind.group(),
            kind.kind(),
            kind.kind(),
            kind.plural(),
            kind.singular(),
            kind.shortName().isEmpty() ? "" : "    shortNames: [" + kind.shortName() + "]\n",
            kind.version(),
            description,
            fields());
  }

  private String labels(CrdKind kind) {
    if (!kind.group().equals(CrdKind.PERCONA_GROUP)) {
      return "  labels: {app.kubernetes.io/name: pgo, app.kubernetes.io/version: latest}\n";
    }
    String version = release.crdLabel();
    return version == null ? "" : "  labels:\n    pgv2.percona.com/version: " + version + "\n";
  }

  /** A field of its own for this and each earlier release: later schemas contain earlier ones. */
  private String fields() {
    StringBuilder text = new StringBuilder();
    for (OperatorRelease each : OperatorRelease.values()) {
      if (release.isAtLeast(each)) {
        text.append(" ".repeat(14))
            .append("since")
            .append(each.minor().replace(".", "_"))
            .append(": {type: string}\n");
      }
    }
    return text.toString();
  }

  /** Text that is equal each time and compresses about as well as a schema does. */
  private static String words(int length) {
    Random random = new Random(length);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      text.append(random.nextInt(1000)).append(' ');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    return new String(bytes, 0, length - 1, StandardCharsets.US_ASCII) + ".";
  }
}
