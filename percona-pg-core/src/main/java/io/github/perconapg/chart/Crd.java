package io.github.perconapg.chart;

/**
 * A custom resource definition of a chart, as the text it is.
 *
 * @param name {@code plural.group}
 * @param yaml one YAML document, without separators
 * @param sha256 lower-case hex of the document's bytes in UTF-8
 */
public record Crd(String name, String yaml, String sha256) {}
