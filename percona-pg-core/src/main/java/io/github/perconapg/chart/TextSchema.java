package io.github.perconapg.chart;

import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Every scalar is text, an empty one as well, which the failsafe schema has no constructor for. */
final class TextSchema extends FailsafeSchema {

  @Override
  public ScalarResolver getScalarResolver() {
    return (value, implicit) -> Tag.STR;
  }
}
