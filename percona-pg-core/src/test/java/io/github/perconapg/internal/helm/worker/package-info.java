/** Tests of what runs inside the worker. */
@NullMarked
package io.github.perconapg.internal.helm.worker;

import org.jspecify.annotations.NullMarked;
