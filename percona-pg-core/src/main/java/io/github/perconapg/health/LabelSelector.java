package io.github.perconapg.health;

import io.github.perconapg.target.Tree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether labels fit a selector of the API (labels of Kubernetes' metav1.LabelSelector). */
final class LabelSelector {

  private LabelSelector() {}

  /**
   * @param selector {@code matchLabels} and {@code matchExpressions}; null or empty takes all
   */
  static boolean takes(@Nullable Object selector, Map<String, Object> labels) {
    return Tree.map(selector, "matchLabels").entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
        && Tree.list(selector, "matchExpressions").stream()
            .allMatch(expression -> fits(expression, labels));
  }

  private static boolean fits(Object expression, Map<String, Object> labels) {
    var value = labels.get(Tree.text(expression, "key"));
    var values = Tree.list(expression, "values");
    return switch (Tree.text(expression, "operator")) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      default -> value == null; // DoesNotExist
    };
  }
}
