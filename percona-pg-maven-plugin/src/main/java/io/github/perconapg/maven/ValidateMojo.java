package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.ReportFile;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.problem.PerconaPgException;
import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks manifests without a cluster: syntax, names, types, rules, and that no two of them mean the
 * same operator. All findings are shown at once, each with file, line and column.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "validate",
    defaultPhase = LifecyclePhase.VALIDATE,
    requiresProject = false,
    threadSafe = true)
public final class ValidateMojo extends ManifestMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.validate.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.validate.skip", defaultValue = "false")
  boolean validateSkip;

  @Override
  String goal() {
    return "validate";
  }

  @Override
  boolean skipGoal() {
    return validateSkip;
  }

  @Override
  void run(Parameters parameters) throws IOException {
    var report = new ReportFile(outputFolder(parameters), goal(), sources(parameters));
    try {
      inputs(parameters).forEach(input -> getLog().info(line(input)));
      report.writeValid();
    } catch (PerconaPgException e) {
      report.writeFailure(e.problems());
      throw e;
    }
  }

  private String line(StackInput input) {
    var resource = input.target();
    var cluster = resource.spec().targetCluster();
    return "%s is valid: %s in namespace %s of %s"
        .formatted(
            shown(input),
            resource.metadata().name(),
            resource.spec().namespace(),
            cluster == null ? "the current context's cluster" : "cluster " + cluster.id());
  }
}
