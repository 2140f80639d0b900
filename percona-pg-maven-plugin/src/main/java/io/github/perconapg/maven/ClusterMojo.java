package io.github.perconapg.maven;

import io.github.perconapg.Cluster;
import io.github.perconapg.PerconaPg;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.maven.parameter.FolderNames;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.ManifestRun;
import io.github.perconapg.maven.render.OutputFiles;
import io.github.perconapg.maven.render.Printer;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.PerconaPgException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goals that work on a cluster share: how it is found, and a turn for each manifest. */
public abstract class ClusterMojo extends ManifestMojo {

  /**
   * Kubeconfig files, separated as in {@code $KUBECONFIG}. Together with a context this decides
   * which cluster is worked on, whatever the manifest names.
   *
   * <p>Default: {@code $KUBECONFIG}, else {@code ~/.kube/config}. Example: {@code
   * -Dpercona-pg.kubeconfig=/etc/ci/kubeconfig}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.kubeconfig")
  @Nullable String kubeconfig;

  /**
   * The kubeconfig's context to use.
   *
   * <p>Default: the context whose name is the cluster that the manifest names; the current context
   * only for a manifest that names none. Example: {@code -Dpercona-pg.context=kind-dev}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.context")
  @Nullable String context;

  /**
   * A YAML file that says how to reach the clusters that manifests name: from the id to {@code {
   * kubeconfig, context }} or to a provider configuration.
   *
   * <p>Default: none. Example: {@code -Dpercona-pg.targets=clusters.yaml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.targets")
  @Nullable File targets;

  /** How a cluster is reached; replaced in tests only. A method reference would load the core. */
  Connector connector =
      (target, environment, http, listener) ->
          PerconaPg.connect(target, environment, http, listener);

  /** The shape of {@link PerconaPg#connect}. */
  interface Connector {
    Cluster connect(
        Target target, Environment environment, HttpSettings http, EventListener listener);
  }

  /** What a goal does on one cluster for one manifest. */
  interface Verb {
    void run(Cluster cluster, DesiredState desired, ManifestRun turn) throws IOException;
  }

  /** The goal's work, with all its options read. */
  abstract Verb verb(Parameters parameters);

  /** Returns what should be there. */
  DesiredState desired(StackInput input, Parameters parameters) {
    return DesiredState.of(input);
  }

  /**
   * How chart repositories are reached.
   *
   * @param warn receives what a person should know about it
   */
  HttpSettings http(Parameters parameters, Consumer<String> warn) {
    return HttpSettings.defaults();
  }

  /**
   * One manifest's part of the work.
   *
   * @param folder where its files go
   * @param name tells it apart from the others; empty when it is alone
   */
  record Job(StackInput input, DesiredState desired, Target target, Path folder, String name) {}

  /** Everything that may be refused without a cluster is read before the first one is touched. */
  @Override
  final void run(Parameters parameters) throws IOException {
    // Kept until the target was printed, which comes before anything else.
    var warnings = new ArrayList<String>();
    var http = hidden(http(parameters, warnings::add));
    runAll(jobs(parameters), parameters, http, warnings);
  }

  private List<Job> jobs(Parameters parameters) {
    var folder = outputFolder(parameters);
    var inputs = inputs(parameters);
    var names = FolderNames.of(inputs);
    var jobs = new ArrayList<Job>();
    for (var i = 0; i < inputs.size(); i++) {
      var desired = desired(inputs.get(i), parameters);
      outlet.redactor().learnValues(desired.values());
      var target = target(desired, parameters);
      jobs.add(new Job(inputs.get(i), desired, target, folder.resolve(names.get(i)), names.get(i)));
    }
    return jobs;
  }

  /**
   * Does all jobs, one after another until one fails.
   *
   * @param warnings what a person should know once the first target was printed
   */
  void runAll(List<Job> jobs, Parameters parameters, HttpSettings http, List<String> warnings)
      throws IOException {
    var verb = verb(parameters);
    DuplicateTargets.refuse(jobs, connector, http);
    for (var i = 0; i < jobs.size(); i++) {
      var job = jobs.get(i);
      var turn = turn(job, Terminal.of(session).printer(getLog()));
      try (turn;
          var cluster = connector.connect(job.target(), Environment.system(), http, turn)) {
        warnings.forEach(warning -> turn.on(new Event.Warned(warning)));
        warnings.clear();
        verb.run(cluster, job.desired(), turn);
      } catch (PerconaPgException e) {
        turn.report().writeFailure(e.problems());
        jobs.subList(i + 1, jobs.size()).forEach(this::notReached);
        throw e;
      }
    }
  }

  /** Reports a result, prints it, and leaves its outputs as files and as properties. */
  final void publish(DeployResult result, ManifestRun turn) throws IOException {
    publish(result, turn, turn.took());
  }

  /** As {@link #publish(DeployResult, Turn)}, for a turn that did not begin when it was made. */
  final void publish(DeployResult result, ManifestRun turn, Duration took) throws IOException {
    turn.report().write(result);
    OutputFiles.write(turn.folder(), result.outputs());
    var prefix = "percona-pg.out." + (turn.name().isEmpty() ? "" : turn.name() + ".");
    result
        .outputs()
        .asMap()
        .forEach((name, text) -> project.getProperties().setProperty(prefix + name, text));
    turn.show(result, took);
  }

  /** Returns what is shown of a job, and its files. */
  final ManifestRun turn(Job job, Printer printer) throws IOException {
    var runStart = session.getStartTime().toInstant();
    return new ManifestRun(printer, goal(), shown(job.input()), job.folder(), job.name(), runStart);
  }

  /** Says that a job was not begun because another one failed. */
  final void notReached(Job job) {
    getLog().warn("Not reached because of this: " + goal() + " " + shown(job.input()));
  }

  private Target target(DesiredState desired, Parameters parameters) {
    var target = Target.of(desired);
    var files = parameters.searchPath("kubeconfig", kubeconfig);
    if (!files.isEmpty()) {
      target = target.kubeconfig(files);
    }
    var named = parameters.optional("context", context);
    if (named != null) {
      target = target.context(named);
    }
    var file = parameters.path("targets", targets);
    return file == null ? target : target.targetsFile(file);
  }
}
