/** Builds the programs of the control plane from Go modules, once per user. */
@NullMarked
package io.github.perconapg.controlplane.binaries;

import org.jspecify.annotations.NullMarked;
