/** Tests of the JUnit extension. */
@NullMarked
package io.github.perconapg.controlplane.junit;

import org.jspecify.annotations.NullMarked;
