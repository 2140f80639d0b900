@NullMarked
package io.github.perconapg.internal.yaml;

import org.jspecify.annotations.NullMarked;
