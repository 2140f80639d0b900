package io.github.perconapg.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names and versions of a deployed operator.
 *
 * @param namespace its namespace
 * @param release its Helm release
 * @param revision the release's revision, from 1
 * @param chartVersion the chart's version
 * @param operatorVersion the running operator's version, from its image's tag; {@code unknown} if
 *     the tag is not a version
 * @param deployment the name of its Deployment
 */
public record Outputs(
    String namespace,
    String release,
    int revision,
    String chartVersion,
    String operatorVersion,
    String deployment) {

  /** Returns the outputs as text by name, in declaration order. */
  public Map<String, String> asMap() {
    var map = new LinkedHashMap<String, String>();
    map.put("namespace", namespace);
    map.put("release", release);
    map.put("revision", Integer.toString(revision));
    map.put("chartVersion", chartVersion);
    map.put("operatorVersion", operatorVersion);
    map.put("deployment", deployment);
    return map;
  }
}
