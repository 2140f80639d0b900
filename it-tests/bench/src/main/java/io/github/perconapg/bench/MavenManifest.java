package io.github.perconapg.bench;

/** The manifest of a whole Maven process. */
final class MavenManifest {

  /** YAML. */
  static final String TEXT =
      """
      apiVersion: kubernetes.project-planton.org/v1
      kind: PerconaPostgresqlOperator
      metadata:
        name: percona-postgresql-operator
      spec:
        namespace: %s
        container:
          resources:
            requests: {cpu: 100m, memory: 256Mi}
            limits: {cpu: 1000m, memory: 1Gi}
      """
          .formatted(Place.NAMESPACE);

  private MavenManifest() {}
}
