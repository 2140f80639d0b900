package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.manifest.Node.Mapping;
import io.github.perconapg.internal.manifest.Node.Scalar;
import io.github.perconapg.internal.manifest.Node.Sequence;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import java.util.Collection;
import java.util.Map;

/** A tree of names and text to nodes. */
public final class TreeNodes {

  private final Position at;

  private TreeNodes(Position at) {
    this.at = at;
  }

  public static Node of(Map<?, ?> tree, String sourceName) {
    return new TreeNodes(new Position(SourceText.tree(sourceName), 1, 1)).node(tree);
  }

  private Node node(Object value) {
    if (value instanceof Map<?, ?> map) {
      var mapping = Mapping.empty(at);
      map.forEach((name, inner) -> mapping.put(String.valueOf(name), at, node(inner)));
      return mapping;
    }
    if (value instanceof Collection<?> list) {
      var items = list.stream().map(this::node).toList();
      return new Sequence(at, items, items.size() + 1);
    }
    var text = value.toString();
    return new Scalar(at, text, text.isEmpty() ? ScalarType.NULL : ScalarType.TEXT);
  }
}
