package io.github.perconapg.fuzz;

/** What is fuzzed: a class with a method {@code fuzzerTestOneInput}, and its seeds. */
enum Target {
  MANIFEST("internal.manifest.ManifestFuzz", "manifest"),
  OVERRIDES("internal.manifest.OverridesFuzz", "overrides"),
  KUBECONFIG("internal.kubeconfig.KubeconfigFuzz", "kubeconfig"),
  TARGETS_FILE("internal.kubeconfig.TargetsFileFuzz", "targets"),
  EXEC_CREDENTIAL("internal.kubeconfig.ExecCredentialFuzz", "credential"),
  TOKEN("internal.kubeconfig.TokenFuzz", "token"),
  VALUES("internal.chart.ValuesFuzz", "values"),
  CHART_FILES("internal.chart.ChartFilesFuzz", "chart"),
  ARCHIVE("internal.chart.ArchiveFuzz", "archive"),
  INDEX("internal.chart.IndexFuzz", "index"),
  CRD("internal.chart.CrdFuzz", "crd"),
  OCI_MANIFEST("internal.chart.OciManifestFuzz", "oci"),
  REFERENCE("internal.chart.ReferenceFuzz", "reference"),
  RENDERED("internal.helm.RenderedFuzz", "rendered"),
  RECORD("internal.helm.RecordFuzz", "record"),
  FLOW_TEXT("internal.yaml.FlowTextFuzz", "values");

  /** The class's full name. */
  final String className;

  /** The folder of its seeds. */
  final String seeds;

  Target(String className, String seeds) {
    this.className = "io.github.perconapg." + className;
    this.seeds = seeds;
  }

  /** The class's simple name without its ending. */
  String shown() {
    return className.substring(className.lastIndexOf('.') + 1).replaceFirst("Fuzz$", "");
  }
}
