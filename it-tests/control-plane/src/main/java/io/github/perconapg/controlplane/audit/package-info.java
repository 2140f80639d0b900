/** Reads the API server's audit log, so that tests can say what was and was not asked of it. */
@NullMarked
package io.github.perconapg.controlplane.audit;

import org.jspecify.annotations.NullMarked;
