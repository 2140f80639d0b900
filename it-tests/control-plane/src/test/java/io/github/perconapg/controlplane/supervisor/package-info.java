/** Tests that nothing of a cluster outlives its owner. */
@NullMarked
package io.github.perconapg.controlplane.supervisor;

import org.jspecify.annotations.NullMarked;
