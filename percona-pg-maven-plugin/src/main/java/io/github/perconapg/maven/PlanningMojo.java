package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.StackInput;
import org.apache.maven.plugins.annotations.Parameter;

/** What deploy and preview share: what a person has agreed to beforehand. */
public abstract class PlanningMojo extends ValuesMojo {

  /**
   * Whether to adopt a release, or objects with the chart's names, that another tool made: {@code
   * refuse} leaves them, {@code keep} adopts them with all user-supplied values of the release,
   * {@code reset} adopts them without. Objects that belong to another release, or to Argo CD, Flux
   * or OLM, are never adopted.
   *
   * <p>Example: {@code -Dpercona-pg.adopt=keep}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.adopt", defaultValue = "refuse")
  String adopt = "refuse";

  /**
   * Whether a chart that is several minor versions ahead is reached by deploying those between, one
   * after another. The operator must not skip any.
   *
   * <p>Example: {@code -Dpercona-pg.stepwise}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.stepwise", defaultValue = "false")
  boolean stepwise;

  /**
   * Whether an upgrade that cannot be undone, such as the one to operator 3.0, may be done.
   *
   * <p>Example: {@code -Dpercona-pg.acceptIrreversible}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.acceptIrreversible", defaultValue = "false")
  boolean acceptIrreversible;

  /**
   * Whether the operator of an existing release may watch other namespaces than now, so that
   * databases change hands.
   *
   * <p>Example: {@code -Dpercona-pg.acceptWatchChange}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.acceptWatchChange", defaultValue = "false")
  boolean acceptWatchChange;

  @Override
  DesiredState desired(StackInput input, Parameters parameters) {
    return super.desired(input, parameters)
        .consent(
            new Consent(
                parameters.choice("adopt", adopt, Adopt.class),
                parameters.flag("stepwise", stepwise),
                parameters.flag("acceptIrreversible", acceptIrreversible),
                parameters.flag("acceptWatchChange", acceptWatchChange)));
  }
}
