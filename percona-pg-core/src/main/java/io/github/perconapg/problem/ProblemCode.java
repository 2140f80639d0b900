package io.github.perconapg.problem;

import java.util.Locale;

/**
 * The catalogue of what can go wrong. A code is stable: scripts may rely on {@link #id}. Where a
 * problem happens and why is in {@link Problem}.
 */
public enum ProblemCode {
  // manifest
  MANIFEST_NOT_FOUND("The manifest does not exist or cannot be read"),
  MANIFEST_SYNTAX("The text is not well-formed YAML or JSON"),
  MANIFEST_LIMIT("The document is larger or deeper than any real manifest"),
  MANIFEST_EMPTY("There is no resource in the file"),
  MANIFEST_DUPLICATE_KEY("A key stands twice in one mapping"),
  MANIFEST_UNKNOWN_FIELD("A field of this name does not exist"),
  MANIFEST_MISSING_FIELD("A required field is missing"),
  MANIFEST_WRONG_TYPE("A value has the wrong type"),
  MANIFEST_INVALID_VALUE("A value breaks a rule of its field"),
  MANIFEST_WRONG_KIND("The document is of another kind or API version"),
  MANIFEST_REFERENCE("A reference to another resource cannot be resolved here"),
  MANIFEST_CONFLICT("Two fields, or two manifests, say different things about one thing"),
  OVERRIDE_INVALID("An override does not fit the schema"),
  OPTION_INVALID("A parameter has a value it cannot take"),
  // target
  TARGET_UNKNOWN("The cluster that the manifest names is not known here"),
  TARGETS_FILE_INVALID("The targets file cannot be used"),
  KUBECONFIG_NOT_FOUND("There is no kubeconfig"),
  KUBECONFIG_INVALID("The kubeconfig cannot be used"),
  CREDENTIAL_UNSUPPORTED("This kind of credential is not supported"),
  EXEC_PLUGIN_FAILED("The kubeconfig's credential plugin failed"),
  TARGET_MISMATCH("The desired state names another cluster than the one connected to"),
  API_SERVER_UNREACHABLE("The API server does not answer"),
  CERTIFICATE_NOT_TRUSTED("The API server's certificate is not trusted"),
  CREDENTIAL_REJECTED("The API server rejects the credential"),
  RIGHT_MISSING("The caller lacks a right"),
  API_ERROR("The API server answered with an error"),
  // chart
  CHART_UNREACHABLE("The chart repository does not answer"),
  CHART_NOT_FOUND("There is no such chart, or not in this version"),
  CHART_DIGEST_MISMATCH("The chart is not the one that the repository lists"),
  CHART_INVALID("This is not a chart that can be used"),
  CHART_UNSAFE_ARCHIVE("The archive holds something a chart must not hold"),
  CHART_CREDENTIALS("The chart repository refuses the credentials"),
  VALUES_INVALID("The chart values cannot be used"),
  // release
  PLATFORM_UNSUPPORTED("Helm cannot run on this platform"),
  WORKER_FAILED("The Helm worker could not do its work"),
  HELM_FAILED("Helm refused or failed"),
  RELEASE_UNREADABLE("A release record cannot be decoded"),
  // plan and deploy
  FOREIGN_RELEASE("The release was made by somebody else"),
  FOREIGN_OBJECT("An object that the chart needs belongs to somebody else"),
  CRD_FOREIGN("A custom resource definition is managed by somebody else"),
  CRD_TERMINATING("A custom resource definition is being deleted"),
  CRD_DROPS_FIELDS("A change would drop fields of a custom resource definition"),
  CRD_OUTDATED("Custom resource definitions must be applied by an administrator"),
  CRD_NOT_ESTABLISHED("A custom resource definition was not accepted"),
  VERSION_JUMP("The chart's version is not the one that is installed"),
  CONFLICT("Something else changed what was planned"),
  NAMESPACE_MISSING("The namespace does not exist and must not be created"),
  NAMESPACE_TERMINATING("The namespace is being deleted"),
  PLAN_STALE("The cluster is no longer as the plan saw it"),
  LOCKED("Another run holds the lock of this release"),
  NOT_READY("The operator did not become ready in time"),
  OPERATOR_FAILED("The operator cannot work"),
  OPERATOR_PAUSED("The operator is paused by hand"),
  INTERRUPTED("The run was interrupted"),
  VERIFY_FAILED("The operator is not healthy"),
  // destroy
  CLUSTERS_EXIST("Database clusters still exist"),
  NAMESPACE_KEPT("The namespace is not removed"),
  // anything else
  INTERNAL("A defect of this tool");

  private final String title;

  ProblemCode(String title) {
    this.title = title;
  }

  /** The stable name, for example {@code crd-foreign}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it means, in one sentence without a full stop. */
  public String title() {
    return title;
  }
}
