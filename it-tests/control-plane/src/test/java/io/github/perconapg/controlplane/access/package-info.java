/** Tests of users and their rights. */
@NullMarked
package io.github.perconapg.controlplane.access;

import org.jspecify.annotations.NullMarked;
