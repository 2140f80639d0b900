@NullMarked
package io.github.perconapg.yaml;

import org.jspecify.annotations.NullMarked;
