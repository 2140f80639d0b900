/**
 * CRDs: compares them by meaning, decides which may be written, applies them and waits until they
 * are Established.
 */
@NullMarked
package io.github.perconapg.internal.crd;

import org.jspecify.annotations.NullMarked;
