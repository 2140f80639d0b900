package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.OutputFiles;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Removes the operator, and its namespace where this tool made it and nothing else is in it.
 * Refuses while database clusters exist, unless it is told to delete them first. CRDs stay unless
 * deleteCrds is set. Succeeds if nothing is installed; after a failure, run it again to continue.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "destroy",
    defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST,
    requiresProject = false,
    threadSafe = true)
public final class DestroyMojo extends DestroyOptionsMojo {

  /**
   * The deadline for each manifest, in hours, minutes and seconds, more than zero.
   *
   * <p>Example: {@code -Dpercona-pg.timeout=2m}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.timeout", defaultValue = "5m")
  String timeout = "5m";

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.destroy.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.destroy.skip", defaultValue = "false")
  boolean destroySkip;

  @Override
  String goal() {
    return "destroy";
  }

  @Override
  boolean skipGoal() {
    return destroySkip;
  }

  @Override
  boolean removes() {
    return true;
  }

  @Override
  Verb verb(Parameters parameters) {
    var options = options(parameters).timeout(parameters.duration("timeout", timeout));
    return (cluster, desired, turn) -> {
      var result = cluster.destroy(desired, options, turn);
      turn.report().write(result);
      OutputFiles.remove(turn.folder());
      var what = "release " + desired.release() + " in namespace " + desired.namespace();
      turn.show(result, what);
    };
  }
}
