package io.github.perconapg.maven;

import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.maven.parameter.KnownProperties;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals share: when they run, where results go, and how a failure reaches Maven. */
public abstract class PerconaPgMojo extends AbstractMojo {

  /**
   * Folder for outputs, report, trace and evidence; a subfolder for each manifest when there are
   * several.
   *
   * <p>Default: {@code percona-pg} in the project's build folder, or {@code target/percona-pg} in
   * the current folder. Example: {@code -Dpercona-pg.outputDirectory=build/operator}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.outputDirectory")
  @Nullable File outputDirectory;

  /**
   * Skips every goal of this plugin.
   *
   * <p>Example: {@code -Dpercona-pg.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.skip", defaultValue = "false")
  boolean skip;

  /**
   * Whether this execution runs in one project of the reactor for all of them: in the first that
   * comes to it, while the others wait and get its properties, or with {@code destroy} in the last.
   * Executions are told apart by their ids. Where a module fails before it comes to a destroy,
   * nothing is destroyed.
   *
   * <p>Example: {@code -Dpercona-pg.oncePerReactor}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.oncePerReactor", defaultValue = "false")
  boolean oncePerReactor;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init") // set by Maven before execute()
  MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init") // set by Maven before execute()
  MavenProject project;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init") // set by Maven before execute()
  PluginDescriptor plugin;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init") // set by Maven before execute()
  MojoExecution execution;

  /** What is shown passes here; what the core says is clean already. */
  final Outlet outlet = new Outlet(new Redactor());

  /** Maven's log behind the outlet. */
  @Override
  public final Log getLog() {
    return new CleanLog(super.getLog(), outlet);
  }

  /** Keeps the passwords of settings.xml out of all that is shown. */
  final HttpSettings hidden(HttpSettings http) {
    Stream.of(http.credentials(), http.proxyCredentials())
        .flatMap(logins -> logins.values().stream())
        .forEach(
            login ->
                outlet
                    .redactor()
                    .learnLogin(login.getUserName(), String.valueOf(login.getPassword())));
    return http;
  }

  /** The goal's name, as typed after the prefix. */
  abstract String goal();

  /** Tells whether this goal alone is skipped, as configured. */
  abstract boolean skipGoal();

  /** Tells whether it takes away what other projects may still need. */
  boolean removes() {
    return false;
  }

  /**
   * Does the goal's work.
   *
   * @throws PerconaPgException for what the user, or the cluster's owner, can fix
   * @throws IOException when a file in {@code outputDirectory} cannot be written
   */
  abstract void run(Parameters parameters) throws IOException;

  /**
   * The Kubernetes client logs with stack traces what the core reports as a problem of its own, and
   * that a watch was cut off when the connection was closed behind it. Read by Maven's logger when
   * the client's classes are loaded; with -X, or where a user has set it, it stays as it is. Maven
   * 4 has another name for it, and warns at each class when it meets the old one.
   */
  private void quietenClient() {
    var maven = session.getSystemProperties().getProperty("maven.version", "");
    var level =
        (maven.startsWith("3.") ? "org.slf4j.simpleLogger" : "maven.logger") + ".log.io.fabric8";
    if (!getLog().isDebugEnabled() && System.getProperty(level) == null) {
      System.setProperty(level, "off");
    }
  }

  /** Runs the goal, unless it is skipped. */
  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      var parameters = new Parameters(session.getUserProperties(), folders().base());
      // Before anything else: a skipped goal must not fail for anything.
      var all = parameters.flag("skip", skip);
      if (parameters.flag(goal() + ".skip", skipGoal()) || all) {
        getLog().info("percona-pg:" + goal() + " is skipped");
        return;
      }
      KnownProperties.check(session.getUserProperties(), plugin);
      quietenClient();
      if (parameters.flag("oncePerReactor", oncePerReactor)) {
        runOnce(parameters);
      } else {
        run(parameters);
      }
    } catch (PerconaPgException e) {
      throw Failures.of(outlet.exception(e), getLog());
    } catch (IOException e) {
      throw Failures.of(e, outlet);
    } catch (RuntimeException e) {
      // Whatever else comes is a defect, and has to say so instead of looking like a user's
      // mistake.
      throw Failures.defect(outlet.thrown(e), goal());
    }
  }

  private void runOnce(Parameters parameters) throws IOException, MojoFailureException {
    var reactor = new OncePerReactor(session, project, goal(), execution, getLog());
    if (removes()) {
      var projects = new ReactorProjects(session, execution, goal()).count();
      reactor.last(projects, () -> run(parameters));
    } else {
      reactor.first(() -> run(parameters));
    }
  }

  /** Where results go. */
  final Path outputFolder(Parameters parameters) {
    return parameters.path(
        "outputDirectory", outputDirectory, folders().build().resolve("percona-pg"));
  }

  final ProjectFolders folders() {
    return new ProjectFolders(session, project);
  }
}
