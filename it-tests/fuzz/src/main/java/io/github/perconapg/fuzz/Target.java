package io.github.perconapg.fuzz;

/** What is fuzzed: a class with a method {@code fuzzerTestOneInput}, and its seeds. */
enum Target {
  MANIFEST("manifest.ManifestFuzz", "manifest"),
  OVERRIDES("manifest.OverridesFuzz", "overrides"),
  KUBECONFIG("target.KubeconfigFuzz", "kubeconfig"),
  TARGETS_FILE("target.TargetsFileFuzz", "targets"),
  EXEC_CREDENTIAL("target.ExecCredentialFuzz", "credential"),
  TOKEN("target.TokenFuzz", "token"),
  VALUES("chart.ValuesFuzz", "values"),
  CHART_FILES("chart.ChartFilesFuzz", "chart"),
  ARCHIVE("chart.ArchiveFuzz", "archive"),
  INDEX("chart.IndexFuzz", "index"),
  CRD("chart.CrdFuzz", "crd"),
  OCI_MANIFEST("chart.OciManifestFuzz", "oci"),
  REFERENCE("chart.ReferenceFuzz", "reference"),
  RENDERED("plan.RenderedFuzz", "rendered"),
  RECORD("release.RecordFuzz", "record"),
  FLOW_TEXT("yaml.FlowTextFuzz", "values");

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
