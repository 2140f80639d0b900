package io.github.perconapg.maven;

import io.github.perconapg.manifest.Manifest;
import io.github.perconapg.maven.parameter.KnownProperties;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.problem.PerconaPgException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals share: the manifest, where results go, and how a failure reaches Maven. */
public abstract class PerconaPgMojo extends AbstractMojo {

  /** The file that is looked for when nobody names one. */
  static final String DEFAULT_MANIFEST = "percona-postgresql-operator.yaml";

  /**
   * Where the resource is described: YAML or JSON files, or folders of them. A file may hold
   * several documents. Relative paths start at the project, or at the current folder where there is
   * none.
   *
   * <p>Default: {@code percona-postgresql-operator.yaml}. Example: {@code
   * -Dpercona-pg.manifest=dev.yaml,prod.yaml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.manifest")
  List<String> manifest = List.of();

  /**
   * Overrides of manifest fields by their path, for all manifests of this run; typed by the
   * manifest's schema. On the command line a comma separates entries and {@code \,} is a comma; an
   * element of the POM is taken as it is.
   *
   * <p>Default: none. Example: {@code
   * -Dpercona-pg.set=spec.container.resources.limits.cpu=500m,spec.namespace=pgo}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.set")
  List<String> set = List.of();

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
  @Nullable String outputDirectory;

  /**
   * Whether to leave out every goal of this plugin.
   *
   * <p>Example: {@code -Dpercona-pg.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.skip", defaultValue = "false")
  boolean skip;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init") // set by Maven before execute()
  MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init") // set by Maven before execute()
  MavenProject project;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init") // set by Maven before execute()
  PluginDescriptor plugin;

  /** The goal's name, as typed after the prefix. */
  abstract String goal();

  /** Whether this goal alone is to be left out, as configured. */
  abstract boolean skipGoal();

  /**
   * Does the goal's work.
   *
   * @throws PerconaPgException for what the user, or the cluster's owner, can mend
   * @throws IOException when a file in {@code outputDirectory} cannot be written
   */
  abstract void run(Parameters parameters) throws IOException;

  /**
   * The Kubernetes client logs with stack traces what the core reports as a problem of its own, and
   * that a watch was cut off when the connection was closed behind it. Read by Maven's logger when
   * the client's classes are loaded; with -X, or where a user has set it, it stays as it is. Maven
   * 4 has another name for it, and warns at each class when it meets the former one.
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
    quietenClient();
    try {
      KnownProperties.check(session.getUserProperties(), knownProperties());
      var parameters = new Parameters(session.getUserProperties(), base());
      var all = parameters.flag("skip", skip);
      if (parameters.flag(goal() + ".skip", skipGoal()) || all) {
        getLog().info("percona-pg:" + goal() + " is skipped");
      } else {
        run(parameters);
      }
    } catch (PerconaPgException e) {
      throw Failures.of(e, getLog());
    } catch (IOException e) {
      throw Failures.of(e);
    } catch (RuntimeException e) {
      // Whatever else comes is a defect, and has to say so instead of looking like a user's
      // mistake.
      throw Failures.defect(e, goal());
    }
  }

  /** The files and folders to read. */
  final List<Path> manifests(Parameters parameters) {
    return parameters.paths("manifest", manifest, Path.of(DEFAULT_MANIFEST));
  }

  /** The resources that the manifests declare, overrides applied. */
  final List<StackInput> inputs(Parameters parameters) {
    return Manifest.readAll(manifests(parameters), parameters.list("set", set));
  }

  /** Where results go. */
  final Path outputFolder(Parameters parameters) {
    return parameters.path("outputDirectory", outputDirectory, buildFolder().resolve("percona-pg"));
  }

  /** Where a resource was read from, as short as it can be said in this project. */
  final String shown(StackInput input) {
    var here = base() + File.separator;
    var source = input.source();
    return source.startsWith(here) ? source.substring(here.length()) : source;
  }

  private Set<String> knownProperties() {
    return plugin.getMojos().stream()
        .map(MojoDescriptor::getMojoConfiguration)
        .flatMap(configuration -> Stream.of(configuration.getChildren()))
        .map(parameter -> parameter.getValue(""))
        .filter(expression -> expression.startsWith("${" + Parameters.PREFIX))
        .map(expression -> expression.substring(2, expression.length() - 1))
        .collect(Collectors.toSet());
  }

  private Path base() {
    var folder = project.getBasedir();
    return folder == null
        ? Path.of(session.getExecutionRootDirectory()).toAbsolutePath()
        : folder.toPath().toAbsolutePath();
  }

  /** Without a project, Maven's own build folder is the text {@code ${project.basedir}/target}. */
  private Path buildFolder() {
    return project.getBasedir() == null
        ? base().resolve("target")
        : base().resolve(project.getBuild().getDirectory());
  }
}
