/**
 * Helm releases: records decoded from their Secrets, and install, upgrade and uninstall in a worker
 * JVM. Nothing of helm-java loads in the caller's JVM.
 */
@NullMarked
package io.github.perconapg.internal.helm;

import org.jspecify.annotations.NullMarked;
