/**
 * The permissions that a caller needs: reviewed before anything is written, and printed as roles.
 */
@NullMarked
package io.github.perconapg.internal.permission;

import org.jspecify.annotations.NullMarked;
