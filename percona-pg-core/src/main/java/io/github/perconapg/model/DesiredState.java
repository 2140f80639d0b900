package io.github.perconapg.model;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of an operator. {@link RunOptions} says how to run; the target cluster is
 * derived from {@link #input}.
 *
 * @param input the resource and its provider configuration
 * @param chart a folder, a {@code .tgz} file, an {@code https} chart repository, {@code
 *     oci://host/path/name} optionally with {@code :version} and {@code @sha256:digest}, or the
 *     name of a chart in Percona's repository, optionally with {@code :version}
 * @param chartVersion the chart's version if {@code chart} names none; ignored for a folder or a
 *     file
 * @param chartSha256 the required SHA-256 of the packed chart, in hex; null for any
 * @param values chart values; the manifest's four resource fields override them; maps, lists,
 *     strings, numbers and booleans only
 * @param crds the policy for CRDs
 * @param consent consent given in advance
 */
public record DesiredState(
    StackInput input,
    String chart,
    String chartVersion,
    @Nullable String chartSha256,
    Map<String, Object> values,
    CrdPolicy crds,
    Consent consent) {

  /** The name of the chart and of its release. */
  public static final String RELEASE = "pg-operator";

  /** The default chart version. */
  public static final String DEFAULT_CHART_VERSION = "2.7.0";

  /** Copies the values, so that the record is immutable at its top level. */
  public DesiredState {
    Objects.requireNonNull(input, "input");
    values = Copies.ordered(values);
  }

  /**
   * Returns the desired state with chart {@code pg-operator} 2.7.0, no extra values, CRDs applied,
   * and no consent.
   */
  public static DesiredState of(StackInput input) {
    return new DesiredState(
        input, RELEASE, DEFAULT_CHART_VERSION, null, Map.of(), CrdPolicy.APPLY, Consent.NONE);
  }

  /** Returns a copy with this chart. */
  public DesiredState chart(String chart) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /** Returns a copy with this chart version. */
  public DesiredState chartVersion(String chartVersion) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /**
   * Returns a copy with this required digest of the packed chart.
   *
   * @param chartSha256 64 hex digits; null for any
   */
  public DesiredState chartSha256(@Nullable String chartSha256) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /** Returns a copy with these chart values. */
  public DesiredState values(Map<String, Object> values) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /** Returns a copy with this policy for CRDs. */
  public DesiredState crds(CrdPolicy crds) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /** Returns a copy with this consent. */
  public DesiredState consent(Consent consent) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /** Returns the namespace of the operator and its release. */
  public String namespace() {
    return input.target().spec().namespace();
  }

  /** Returns the release's name. */
  public String release() {
    return RELEASE;
  }

  /** Omits the values, which may contain secrets. */
  @Override
  public String toString() {
    return "DesiredState[%s, chart %s %s, values %s, crds %s, %s]"
        .formatted(input.source(), chart, chartVersion, values.keySet(), crds, consent);
  }
}
