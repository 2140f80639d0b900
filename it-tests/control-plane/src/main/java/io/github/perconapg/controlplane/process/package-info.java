/** Runs the programs that the control plane is made of, and the command-line clients of tests. */
@NullMarked
package io.github.perconapg.controlplane.process;

import org.jspecify.annotations.NullMarked;
