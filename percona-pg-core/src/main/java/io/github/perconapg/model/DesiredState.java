package io.github.perconapg.model;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that says what should be there. How to run is in {@link RunOptions}, which cluster in the
 * target that is derived from {@link #input}.
 *
 * @param input the resource and its provider configuration
 * @param chart a folder, a {@code .tgz} file, an {@code https} chart repository, {@code
 *     oci://host/path/name} optionally with {@code :version} and {@code @sha256:digest}, or the
 *     name of a chart in Percona's repository, optionally with {@code :version}
 * @param chartVersion the chart's version where {@code chart} names none; ignored for a folder or a
 *     file
 * @param chartSha256 the SHA-256 that the packed chart must have, in hex; null when any will do
 * @param values chart values beside the four resource fields of the manifest, which win over them;
 *     maps, lists, strings, numbers and booleans only
 * @param crds what to do about custom resource definitions
 * @param consent what was agreed to beforehand
 */
public record DesiredState(
    StackInput input,
    String chart,
    String chartVersion,
    @Nullable String chartSha256,
    Map<String, Object> values,
    CrdPolicy crds,
    Consent consent) {

  /** Name of the chart, and of the release that is made of it. */
  public static final String RELEASE = "pg-operator";

  /** The chart version that is deployed unless another is asked for. */
  public static final String DEFAULT_CHART_VERSION = "2.7.0";

  /** Copies the values, so that the record is immutable at its top level. */
  public DesiredState {
    Objects.requireNonNull(input, "input");
    values = Copies.ordered(values);
  }

  /**
   * The given input with chart {@code pg-operator} 2.7.0, no extra values, CRDs applied, and
   * nothing agreed to.
   */
  public static DesiredState of(StackInput input) {
    return new DesiredState(
        input, RELEASE, DEFAULT_CHART_VERSION, null, Map.of(), CrdPolicy.APPLY, Consent.NONE);
  }

  /** A copy with another chart. */
  public DesiredState chart(String chart) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /** A copy with another chart version. */
  public DesiredState chartVersion(String chartVersion) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /**
   * A copy with a digest that the packed chart must have.
   *
   * @param chartSha256 64 hex digits; null when any chart will do
   */
  public DesiredState chartSha256(@Nullable String chartSha256) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /** A copy with other chart values. */
  public DesiredState values(Map<String, Object> values) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /** A copy with another policy for custom resource definitions. */
  public DesiredState crds(CrdPolicy crds) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /** A copy with another consent. */
  public DesiredState consent(Consent consent) {
    return new DesiredState(input, chart, chartVersion, chartSha256, values, crds, consent);
  }

  /** The namespace of the operator and its release. */
  public String namespace() {
    return input.target().spec().namespace();
  }

  /** The release's name. */
  public String release() {
    return RELEASE;
  }

  /** Leaves the values out, which may hold secrets. */
  @Override
  public String toString() {
    return "DesiredState[%s, chart %s %s, values %s, crds %s, %s]"
        .formatted(input.source(), chart, chartVersion, values.keySet(), crds, consent);
  }
}
