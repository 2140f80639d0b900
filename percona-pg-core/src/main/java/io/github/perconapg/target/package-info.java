/**
 * From desired state, kubeconfig, targets file and provider configuration to one resolved cluster
 * and the means to reach it. {@code Target} is public API; {@code Connection} is for the packages
 * below.
 */
@NullMarked
package io.github.perconapg.target;

import org.jspecify.annotations.NullMarked;
