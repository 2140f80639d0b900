package io.github.perconapg.maven;

import io.github.perconapg.manifest.Manifest;
import io.github.perconapg.maven.parameter.InlineResource;
import io.github.perconapg.maven.parameter.KnownProperties;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.problem.PerconaPgException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.PlexusConfiguration;
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
   * <p>Default: {@code percona-postgresql-operator.yaml}, unless there is a {@code resource}.
   * Example: {@code -Dpercona-pg.manifest=dev.yaml,prod.yaml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.manifest")
  List<File> manifest = List.of();

  /**
   * The resource itself instead of a manifest: the manifest's fields as elements, where the entries
   * of a list are elements named {@code item}. What is typed as {@code -Dpercona-pg.manifest} wins
   * over it; a {@code manifest} configured beside it is refused.
   *
   * <p>Default: none. Example: {@code
   * <resource><apiVersion>kubernetes.project-planton.org/v1</apiVersion>...</resource>}.
   *
   * @since 0.1.0
   */
  @Parameter @Nullable PlexusConfiguration resource;

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
  @Nullable File outputDirectory;

  /**
   * Whether to leave out every goal of this plugin.
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

  /** The goal's name, as typed after the prefix. */
  abstract String goal();

  /** Whether this goal alone is to be left out, as configured. */
  abstract boolean skipGoal();

  /** Whether it takes away what other projects may still need. */
  boolean removes() {
    return false;
  }

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
   * the client's classes are loaded; with -X, or where a user has set it, it stays as it is.
   */
  private void quietenClient() {
    var level = "org.slf4j.simpleLogger.log.io.fabric8";
    if (!getLog().isDebugEnabled() && System.getProperty(level) == null) {
      System.setProperty(level, "off");
    }
  }

  /** Runs the goal, unless it is skipped. */
  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      var parameters = new Parameters(session.getUserProperties(), folders().base());
      // Before anything else: a goal that is left out must not fail for anything.
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
      throw Failures.of(e, getLog());
    } catch (IOException e) {
      throw Failures.of(e);
    } catch (RuntimeException e) {
      // Whatever else comes is a defect, and has to say so instead of looking like a user's
      // mistake.
      throw Failures.defect(e, goal());
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

  /** The resources that the manifests, or the POM, declare; overrides applied. */
  final List<StackInput> inputs(Parameters parameters) {
    var overrides = parameters.list("set", set);
    if (resource == null || parameters.isTyped("manifest")) {
      return Manifest.readAll(manifests(parameters), overrides);
    }
    if (!manifest.isEmpty()) {
      throw InlineResource.besidesManifest(inThePom());
    }
    return List.of(InlineResource.read(resource, inThePom(), overrides));
  }

  /** What is read, for a message. */
  final String sources(Parameters parameters) {
    return resource == null || parameters.isTyped("manifest")
        ? manifests(parameters).stream().map(Path::toString).collect(Collectors.joining(", "))
        : inThePom();
  }

  private List<Path> manifests(Parameters parameters) {
    return parameters.paths("manifest", manifest, Path.of(DEFAULT_MANIFEST));
  }

  private String inThePom() {
    return folders().pom() + ", <resource> of execution " + execution.getExecutionId();
  }

  /** Where results go. */
  final Path outputFolder(Parameters parameters) {
    return parameters.path(
        "outputDirectory", outputDirectory, folders().build().resolve("percona-pg"));
  }

  /** Where a resource was read from, as short as it can be said in this project. */
  final String shown(StackInput input) {
    var here = folders().base() + File.separator;
    var source = input.source();
    return source.startsWith(here) ? source.substring(here.length()) : source;
  }

  private ProjectFolders folders() {
    return new ProjectFolders(session, project);
  }
}
