/**
 * The Maven goals. A goal reads its parameters, calls the core and renders what came of it; it
 * decides nothing about a cluster.
 */
@NullMarked
package io.github.perconapg.maven;

import org.jspecify.annotations.NullMarked;
