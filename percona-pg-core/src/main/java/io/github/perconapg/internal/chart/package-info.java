/**
 * From a chart reference to a verified local chart: its metadata, its CRDs, and a copy without them
 * for Helm.
 *
 * <p>The way: {@code ChartReference} (what the user wrote) to {@code ChartSource} (a folder or an
 * archive on this machine) to {@code ChartFiles} (the files in memory, checked) to {@code Chart}.
 * {@code ChartValues} then says what a release of it is made with.
 *
 * <p>The cache, {@code charts} in {@link io.github.perconapg.model.Environment#cache}, has three
 * folders: {@code archives}, fetched archives by their SHA-256; {@code digests}, the digest that a
 * repository's version had when it was verified; {@code without-crds}, the copies for Helm by the
 * chart's digest. All of it may be deleted at any time when no run is under way.
 */
@NullMarked
package io.github.perconapg.internal.chart;

import org.jspecify.annotations.NullMarked;
