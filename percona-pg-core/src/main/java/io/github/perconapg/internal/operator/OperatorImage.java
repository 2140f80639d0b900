package io.github.perconapg.internal.operator;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The operator that runs, by its image. A chart's {@code appVersion} is only the default of the
 * image's tag: where values name another image, that one is the operator.
 *
 * @param image the image; empty where none is rendered
 * @param version the operator's version: what the tag says, else the chart's {@code appVersion}
 * @param known whether that is certain, and not taken from the chart for want of a tag that says it
 */
public record OperatorImage(String image, String version, boolean known) {

  /** How a version that is not known is written. */
  public static final String UNKNOWN = "unknown";

  private static final String CONTROL_PLANE = "pgv2.percona.com/control-plane";

  /** A company's own tags may count by themselves; these are the operator's so far. */
  private static final Pattern TAG =
      Pattern.compile("v?([23]\\.\\d{1,3}(?:\\.\\d{1,3})?)(?:[-_+].*)?");

  /** The operator of a revision. */
  public static OperatorImage of(ReleaseRecord record) {
    return of(RenderedObjects.of(record.manifest(), record.namespace()), record.appVersion());
  }

  /**
   * The operator that a release's objects make.
   *
   * @param appVersion the chart's
   */
  public static OperatorImage of(List<RenderedObject> objects, String appVersion) {
    return deployment(objects)
        .map(deployment -> of(imageOf(deployment.content()), appVersion))
        .orElse(of("", appVersion));
  }

  /** The operator that a chart like Percona's would make of values, before it is rendered. */
  public static OperatorImage expected(Map<String, Object> values, String appVersion) {
    return of(values.get("image") instanceof String image ? image : "", appVersion);
  }

  /**
   * Returns what an image says of itself.
   *
   * @param appVersion the chart's
   */
  public static OperatorImage of(String image, String appVersion) {
    return image.isEmpty()
        ? new OperatorImage(image, appVersion, true)
        : tagged(image)
            .map(version -> new OperatorImage(image, version, true))
            .orElseGet(() -> new OperatorImage(image, appVersion, isTag(image, appVersion)));
  }

  /** The operator's Deployment among a release's objects. */
  public static Optional<RenderedObject> deployment(List<RenderedObject> objects) {
    var deployments = objects.stream().filter(o -> o.kind().equals("Deployment")).toList();
    return deployments.stream()
        .filter(o -> Unstructured.map(o.content(), "metadata", "labels").containsKey(CONTROL_PLANE))
        .findFirst()
        .or(() -> deployments.stream().findFirst());
  }

  /** The image of a Deployment's first container; empty when it has none. */
  public static String imageOf(Object deployment) {
    var containers = Unstructured.list(deployment, "spec", "template", "spec", "containers");
    return containers.isEmpty() ? "" : Unstructured.text(containers.get(0), "image");
  }

  /** The operator's version by an image's tag; empty for a digest and for a tag of another kind. */
  public static Optional<String> tagged(String image) {
    var matcher = TAG.matcher(tag(image));
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static boolean isTag(String image, String appVersion) {
    return tag(image).equals(appVersion);
  }

  private static String tag(String image) {
    var name = image.substring(image.lastIndexOf('/') + 1);
    var reference = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
    return reference.contains(":") ? reference.substring(reference.indexOf(':') + 1) : "";
  }

  /** The version for a person or a program that must not take a guess for it. */
  public String shown() {
    return known ? version : UNKNOWN;
  }

  /** Tells whether a chart brings another operator than this one. */
  boolean isAnotherThan(String appVersion) {
    return known && !Objects.equals(version, tagged("x:" + appVersion).orElse(appVersion));
  }

  /**
   * Returns what a person should know who deploys a chart and reads its version; empty for nothing.
   */
  public Optional<String> note(String appVersion) {
    if (isAnotherThan(appVersion)) {
      return Optional.of(
          "The operator is "
              + version
              + " and not the chart's "
              + appVersion
              + ": values name the image "
              + image
              + ". Drop value image to run the chart's.");
    }
    return known
        ? Optional.empty()
        : Optional.of(
            "Which version of the operator is in image "
                + image
                + " cannot be told by its tag; it is judged as the chart's, "
                + appVersion
                + ".");
  }
}
