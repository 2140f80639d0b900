/** The operator on a cluster for JUnit tests. */
@NullMarked
package io.github.perconapg.junit;

import org.jspecify.annotations.NullMarked;
