package io.github.perconapg.maven.parameter;

import io.github.perconapg.Manifest;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * A resource that stands in the POM instead of in a file of its own. Messages name the POM, the
 * execution and the field: Maven tells a plugin no lines of its configuration.
 */
public final class InlineResource {

  private InlineResource() {}

  /**
   * Reads it as a manifest is read.
   *
   * @param element the POM's element
   * @param where what messages call it
   * @param overrides {@code path=value} each
   * @throws PerconaPgException with all that is wrong in it
   */
  public static StackInput read(PlexusConfiguration element, String where, List<String> overrides) {
    try {
      return Manifest.ofTree(ValuesTree.textsOf(element), where, overrides);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              ProblemCode.MANIFEST_DUPLICATE_KEY,
              where + ": " + e.getMessage(),
              "Keep one of the two; the entries of a list are elements named item.")
          .asException();
    }
  }

  /** Both a resource and a manifest are configured, so it is unclear which is meant. */
  public static PerconaPgException besidesManifest(String where) {
    return Problem.of(
            ProblemCode.OPTION_INVALID,
            where + ": both <resource> and <manifest> are configured.",
            "Keep one of them. -Dpercona-pg.manifest on the command line wins over <resource>.")
        .asException();
  }
}
