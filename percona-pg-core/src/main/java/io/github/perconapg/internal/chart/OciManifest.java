package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.Unstructured;
import java.util.Map;

/**
 * What a manifest says it is: a chart's has Helm's type of config and exactly one layer of Helm's
 * type (OCI image specification 1.1, "Guidelines for Artifact Usage"; Helm's HIP 6). Anything else
 * is named, since images often lie beside charts under the same name.
 */
final class OciManifest {

  static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

  private static final String CONFIG = "application/vnd.cncf.helm.config.v1+json";
  private static final String CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
  private static final String NO_CONFIG = "application/vnd.oci.empty.v1+json";

  private OciManifest() {}

  /**
   * The SHA-256 of the layer that is the packed chart.
   *
   * @param wanted whose manifest it is, for messages
   * @throws io.github.perconapg.problem.PerconaPgException chart-invalid when it is no chart's
   */
  static String layer(ChartReference.Oci wanted, Map<String, Object> manifest) {
    if (!Unstructured.text(manifest, "config", "mediaType").equals(CONFIG)) {
      throw RegistryProblems.noChart(wanted, kind(manifest));
    }
    var layers =
        Unstructured.list(manifest, "layers").stream()
            .filter(layer -> Unstructured.text(layer, "mediaType").equals(CHART))
            .map(layer -> Unstructured.text(layer, "digest"))
            .toList();
    if (layers.size() != 1) {
      var many = layers.isEmpty() ? "no layer" : layers.size() + " layers";
      throw RegistryProblems.manifest(wanted, "has " + many + " of type " + CHART + ", not one");
    }
    var digest = layers.get(0).replaceFirst("^sha256:", "");
    if (!Sha256.isOne(digest)) {
      throw RegistryProblems.manifest(wanted, "names its layer by no SHA-256 digest");
    }
    return digest;
  }

  private static String kind(Map<String, Object> manifest) {
    var type = Unstructured.text(manifest, "mediaType");
    if (type.contains("image.index")
        || type.contains("manifest.list")
        || manifest.containsKey("manifests")) { // its own type is optional
      return "an index of images";
    }
    var config = Unstructured.text(manifest, "config", "mediaType");
    var artifact = Unstructured.text(manifest, "artifactType");
    return switch (config) {
      case "" -> "something without a config type";
      case "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json" ->
          "a container image";
      case NO_CONFIG -> artifact(artifact.isEmpty() ? config : artifact);
      default -> artifact(config);
    };
  }

  private static String artifact(String type) {
    return "an artifact of type " + ChartProblems.quoted(type);
  }
}
