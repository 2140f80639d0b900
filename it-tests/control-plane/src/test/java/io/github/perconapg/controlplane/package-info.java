/** Tests of the control plane and the stand-ins, on a control plane. */
@NullMarked
package io.github.perconapg.controlplane;

import org.jspecify.annotations.NullMarked;
