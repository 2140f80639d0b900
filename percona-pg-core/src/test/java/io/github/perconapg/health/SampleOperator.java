package io.github.perconapg.health;

import java.util.List;
import java.util.Map;

/** An operator to judge. */
final class SampleOperator {

  static final OperatorTarget OPERATOR =
      new OperatorTarget(
          "pgo",
          "pg-operator",
          Map.of("app", "pg-operator"),
          "operator",
          "image",
          "INFO",
          "the-lease",
          new OperatorVersion("2.7.0"),
          List.of());

  private SampleOperator() {}
}
