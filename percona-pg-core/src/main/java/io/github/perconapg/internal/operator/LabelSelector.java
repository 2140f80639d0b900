package io.github.perconapg.internal.operator;

import io.github.perconapg.internal.yaml.Unstructured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether labels fit a selector of the API (labels of Kubernetes' metav1.LabelSelector). */
public final class LabelSelector {

  private LabelSelector() {}

  /**
   * Tells whether a selector selects an object with these labels.
   *
   * @param selector {@code matchLabels} and {@code matchExpressions}; null or empty takes all
   */
  public static boolean takes(@Nullable Object selector, Map<String, Object> labels) {
    return Unstructured.map(selector, "matchLabels").entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
        && Unstructured.list(selector, "matchExpressions").stream()
            .allMatch(expression -> fits(expression, labels));
  }

  private static boolean fits(Object expression, Map<String, Object> labels) {
    var value = labels.get(Unstructured.text(expression, "key"));
    var values = Unstructured.list(expression, "values");
    return switch (Unstructured.text(expression, "operator")) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      default -> value == null; // DoesNotExist
    };
  }
}
