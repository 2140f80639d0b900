package io.github.perconapg.maven;

import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Where a goal runs.
 *
 * @param session the Maven run
 * @param project the project; Maven's stand-in for one where there is no POM
 */
record ProjectFolders(MavenSession session, MavenProject project) {

  /** The project's folder, or the current one; absolute. */
  Path base() {
    var folder = project.getBasedir();
    return folder == null ? root() : folder.toPath().toAbsolutePath();
  }

  /** Without a project, Maven's own build folder is the text {@code ${project.basedir}/target}. */
  Path build() {
    return project.getBasedir() == null
        ? base().resolve("target")
        : base().resolve(project.getBuild().getDirectory());
  }

  /** The POM, from the folder that Maven was started for. */
  Path pom() {
    var file = project.getFile();
    var pom = file == null ? base().resolve("pom.xml") : file.toPath().toAbsolutePath();
    return pom.startsWith(root()) ? root().relativize(pom) : pom;
  }

  private Path root() {
    return Path.of(session.getExecutionRootDirectory()).toAbsolutePath();
  }
}
