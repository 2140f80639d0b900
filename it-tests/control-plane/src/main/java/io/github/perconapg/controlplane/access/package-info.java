/** Users of a plane with chosen rights, in each form of credentials that a kubeconfig can hold. */
@NullMarked
package io.github.perconapg.controlplane.access;

import org.jspecify.annotations.NullMarked;
