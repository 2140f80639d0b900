/**
 * Text to resource: YAML or JSON and overrides in, a validated resource out, and back to text.
 * {@code Manifest} is the entry. A text passes through, in this order: {@code SourceText} (bytes to
 * text, snippets), {@code YamlReader} (text to nodes with positions), {@code Normalizer} (nodes to
 * the canonical form of {@code Schema}), {@code Overrides}, {@code Rules}, and {@code
 * ModelBuilder}. What each finds goes to {@code Diagnostics}, so that a user sees all of it at
 * once.
 *
 * <p>{@code Schema} and {@code Rule} say again, as tables, what the {@code .proto} files of
 * percona-pg-proto say: tests hold them equal. Reading the protocol buffer descriptors at run time
 * instead costs a cold JVM about 190 ms, three times what the YAML parser costs.
 */
@NullMarked
package io.github.perconapg.internal.manifest;

import org.jspecify.annotations.NullMarked;
