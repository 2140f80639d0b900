package io.github.perconapg.internal.manifest;

import io.github.perconapg.problem.ProblemCode;
import java.util.regex.Pattern;

/**
 * The rules of single values, word for word those of the {@code .proto} files: a test compares the
 * patterns and lengths.
 */
enum Rule {
  API_VERSION(
      // The second is where the ecosystem lives now; the resource is the same.
      "kubernetes\\.(project-planton|openmcf)\\.org/v1",
      false,
      "must be kubernetes.project-planton.org/v1 or kubernetes.openmcf.org/v1",
      "Write apiVersion: kubernetes.project-planton.org/v1."),
  KIND(
      "PerconaPostgresqlOperator|KubernetesPerconaPostgresOperator",
      false,
      "must be PerconaPostgresqlOperator or KubernetesPerconaPostgresOperator",
      "Write kind: PerconaPostgresqlOperator, or read only files that hold such resources."),
  DNS_LABEL(
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
      false,
      "must be a DNS label: at most 63 lower-case letters, digits and dashes, the first and last"
          + " not a dash",
      "Choose a name of that form, or leave the field out for the default namespace."),
  LABEL_VALUE(
      "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?",
      true,
      "must be fit for a label: at most 63 letters, digits, dashes, dots and underscores, the first"
          + " and last a letter or digit",
      "Choose a name of that form."),
  RESOURCE_ID(
      "percpgop_[0-7][0-9a-hjkmnp-tv-z]{25}",
      true,
      "must be percpgop_ and a lower-case ULID of 26 characters",
      "Copy the whole id, or leave the field out: an id is optional."),
  QUANTITY(
      "([0-9]{1,15}(\\.[0-9]{0,9})?|\\.[0-9]{1,9})([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,2})?",
      false,
      "must be a Kubernetes quantity",
      "Write a number, with a suffix where needed: 500m or 0.5 for cpu, 256Mi or 1Gi for memory."),
  NOT_EMPTY(
      "(?s).+",
      false,
      "must not be empty",
      "Write the id of the cluster's provider configuration, or leave targetCluster out to choose"
          + " the cluster by kubeconfig and context.");

  private static final int MAX_LENGTH = 63;

  /** What the whole text must match. */
  final Pattern pattern;

  /** Whether empty text is as good as none; otherwise it breaks the rule. */
  final boolean emptyIsAbsent;

  /** The rule in words, to follow the name of a field. */
  final String says;

  final String remedy;

  Rule(String pattern, boolean emptyIsAbsent, String says, String remedy) {
    this.pattern = Pattern.compile(pattern);
    this.emptyIsAbsent = emptyIsAbsent;
    this.says = says;
    this.remedy = remedy;
  }

  /** The length that must not be passed, in characters. */
  int maxLength() {
    return this == DNS_LABEL || this == LABEL_VALUE ? MAX_LENGTH : Integer.MAX_VALUE;
  }

  boolean accepts(String text) {
    return text.length() <= maxLength() && pattern.matcher(text).matches();
  }

  /** The code of what breaks it. */
  ProblemCode code() {
    return this == API_VERSION || this == KIND
        ? ProblemCode.MANIFEST_WRONG_KIND
        : ProblemCode.MANIFEST_INVALID_VALUE;
  }
}
