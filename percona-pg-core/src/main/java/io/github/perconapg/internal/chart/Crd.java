package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.Trees;
import io.github.perconapg.internal.yaml.Trees.Style;
import java.util.Map;

/**
 * A CRD of a chart, as text. What is known of it: it is a {@code CustomResourceDefinition} of
 * {@code apiextensions.k8s.io/v1}, and its name is its plural and its group.
 *
 * @param name {@code plural.group}
 * @param yaml one YAML document, without separators
 * @param sha256 lower-case hex of the document's bytes in UTF-8
 */
public record Crd(String name, String yaml, String sha256) {

  /** The API group of the kind that it defines, for example {@code pgv2.percona.com}. */
  public String group() {
    return name.substring(name.indexOf('.') + 1);
  }

  /** The plural of the kind that it defines, for example {@code perconapgclusters}. */
  public String plural() {
    return name.substring(0, name.indexOf('.'));
  }

  /** Name and hash; the text is too long to show. */
  @Override
  public String toString() {
    return "Crd[" + name + ", " + sha256 + "]";
  }

  /**
   * Returns the CRD as a tree. Its head was checked when the chart was read, the rest was not.
   *
   * @throws io.github.perconapg.problem.PerconaPgException chart-invalid when it is not well-formed
   */
  public Map<String, Object> content() {
    return Trees.mapping(
        yaml, Limits.OBJECTS, ChartProblems.file("the chart", "CRD " + name), Style.OBJECTS);
  }
}
