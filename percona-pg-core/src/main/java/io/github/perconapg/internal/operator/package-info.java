/**
 * What is known of the operator: its Deployment and image, its version, its Lease, the namespaces
 * that it watches and its custom resources.
 */
@NullMarked
package io.github.perconapg.internal.operator;

import org.jspecify.annotations.NullMarked;
