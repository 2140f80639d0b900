package io.github.perconapg.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a deployed operator is known by.
 *
 * @param namespace its namespace
 * @param release its Helm release
 * @param revision the release's revision, from 1
 * @param chartVersion the chart's version
 * @param operatorVersion the version of the operator that runs, by its image's tag; {@code unknown}
 *     when the tag does not say it
 * @param deployment the name of its Deployment
 */
public record Outputs(
    String namespace,
    String release,
    int revision,
    String chartVersion,
    String operatorVersion,
    String deployment) {

  /** The outputs by name, in declaration order, as text. */
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
