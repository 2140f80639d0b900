/** Tests that the stand-in operator shows in the API what was observed of the real one. */
@NullMarked
package io.github.perconapg.controlplane.operator;

import org.jspecify.annotations.NullMarked;
