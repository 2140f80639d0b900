package io.github.perconapg.internal.readiness;

import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.operator.OperatorVersion;
import java.util.List;
import java.util.Map;

/** An operator to judge. */
public final class SampleOperator {

  public static final OperatorTarget OPERATOR =
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
