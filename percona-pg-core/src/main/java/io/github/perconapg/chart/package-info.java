/**
 * From a chart reference to a verified local chart: its metadata, its custom resource definitions,
 * and a copy without them for Helm.
 */
@NullMarked
package io.github.perconapg.chart;

import org.jspecify.annotations.NullMarked;
