/**
 * Charts in the shape of the Percona operator's own, written for tests.
 *
 * <p>Names, labels, values and CRD names are those of the real chart; the wording is not, and the
 * CRDs' schemas are small. Differences between releases are data in {@link OperatorRelease} and
 * marked lines in one template folder.
 */
@NullMarked
package io.github.perconapg.controlplane.chart;

import org.jspecify.annotations.NullMarked;
