/** Tests of building from Go modules. */
@NullMarked
package io.github.perconapg.controlplane.binaries;

import org.jspecify.annotations.NullMarked;
