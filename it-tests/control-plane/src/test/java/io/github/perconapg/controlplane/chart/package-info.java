/** Tests of the stand-in chart. */
@NullMarked
package io.github.perconapg.controlplane.chart;

import org.jspecify.annotations.NullMarked;
