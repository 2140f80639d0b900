package io.github.perconapg.maven;

import io.github.perconapg.internal.outlet.PrivateFiles;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.CrdLines;
import io.github.perconapg.problem.PerconaPgException;
import java.nio.file.Files;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the CRDs that an administrator has to apply before a deploy that may write none ({@code
 * crds=check}) to {@code crds.yaml} in {@code outputDirectory}, and prints the command. Changes
 * nothing on the cluster.
 *
 * @since 0.1.0
 */
@Mojo(name = "crds", requiresProject = false, threadSafe = true)
public final class CrdsMojo extends ChartMojo {

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.crds.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.crds.skip", defaultValue = "false")
  boolean crdsSkip;

  @Override
  String goal() {
    return "crds";
  }

  @Override
  boolean skipGoal() {
    return crdsSkip;
  }

  @Override
  Verb verb(Parameters parameters) {
    return (cluster, desired, turn) -> {
      var found = cluster.crds(desired);
      var file = turn.folder().resolve("crds.yaml");
      if (found.yaml().isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        PrivateFiles.write(file, found.yaml());
      }
      turn.report().write(found);
      turn.show(CrdLines.of(found, file));
      if (!found.refusals().isEmpty()) {
        throw new PerconaPgException(found.refusals(), null);
      }
    };
  }
}
