/** Control planes and clusters as parameters of JUnit tests. */
@NullMarked
package io.github.perconapg.controlplane.junit;

import org.jspecify.annotations.NullMarked;
