package io.github.perconapg.maven;

import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Counts the projects of a reactor in which an execution of a goal runs. It is read off their
 * models, because a project that skips the goal sends no event.
 */
final class ReactorProjects {

  private final MavenSession session;
  private final MojoExecution execution;
  private final String goal;

  ReactorProjects(MavenSession session, MojoExecution execution, String goal) {
    this.session = session;
    this.execution = execution;
    this.goal = goal;
  }

  int count() {
    return (int) session.getProjects().stream().filter(this::runsIn).count();
  }

  private boolean runsIn(MavenProject project) {
    var plugin = project.getPlugin(execution.getGroupId() + ":" + execution.getArtifactId());
    Object configuration = null;
    if (execution.getSource() == MojoExecution.Source.CLI) {
      configuration = plugin == null ? null : plugin.getConfiguration();
    } else {
      PluginExecution same =
          plugin == null ? null : plugin.getExecutionsAsMap().get(execution.getExecutionId());
      if (same == null || !same.getGoals().contains(goal)) {
        return false;
      }
      configuration = same.getConfiguration();
    }
    var dom = configuration instanceof Xpp3Dom there ? there : null;
    return !left(project, dom, "skip", "skip")
        && !left(project, dom, goal + "Skip", goal + ".skip");
  }

  /** Tells whether a switch is on: typed, else in the POM, else as a project property. */
  private boolean left(
      MavenProject project, @Nullable Xpp3Dom configuration, String element, String name) {
    var property = "percona-pg." + name;
    var typed = session.getUserProperties().getProperty(property);
    if (typed != null) {
      return !typed.trim().equals("false");
    }
    var child = configuration == null ? null : configuration.getChild(element);
    var text = child == null ? null : child.getValue();
    return Boolean.parseBoolean(
        text != null ? text : project.getProperties().getProperty(property));
  }
}
