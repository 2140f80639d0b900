package io.github.perconapg.maven;

import static java.util.Objects.requireNonNull;

import io.github.perconapg.DeployListener;
import io.github.perconapg.DeployOutcome;
import io.github.perconapg.DeployRequest;
import io.github.perconapg.event.Event;
import io.github.perconapg.maven.ClusterMojo.Job;
import io.github.perconapg.maven.render.DeploySummary;
import io.github.perconapg.maven.render.ManifestRun;
import io.github.perconapg.maven.render.PrefixedPrinter;
import io.github.perconapg.maven.render.Printer;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Several manifests in one deploy: the lines and files of each as it goes on, and what came of all.
 * Where several run at once, each line begins with the manifest's name.
 */
final class BatchDeploy implements DeployListener, AutoCloseable {

  private final DeployMojo goal;
  private final Printer printer;
  private final List<DeployRequest> requests = new ArrayList<>();
  private final IdentityHashMap<DeployRequest, Part> parts = new IdentityHashMap<>();
  private final List<String> warnings;
  private final AtomicBoolean warned = new AtomicBoolean();
  private final int atOnce;
  private final AtomicReference<@Nullable IOException> unwritten = new AtomicReference<>();

  /**
   * One manifest. Only one thread at a time works on it, and the goal's own when all have ended.
   */
  private static final class Part {
    private final Job job;
    private final ManifestRun turn;
    private volatile long start;
    private volatile Event.@Nullable TargetResolved target;
    private volatile @Nullable DeployOutcome outcome;
    private volatile Duration took = Duration.ZERO;

    private Part(Job job, ManifestRun turn) {
      this.job = job;
      this.turn = turn;
    }
  }

  BatchDeploy(
      DeployMojo goal, List<Job> jobs, RunOptions options, int atOnce, List<String> warnings)
      throws IOException {
    this.goal = goal;
    this.printer = new LogPrinter(goal.getLog());
    this.warnings = List.copyOf(warnings);
    this.atOnce = atOnce;
    var width = jobs.stream().mapToInt(job -> job.name().length()).max().orElse(0);
    for (var job : jobs) {
      var prefix = ("%-" + width + "s | ").formatted(job.name());
      var lines = atOnce == 1 ? printer : new PrefixedPrinter(printer, prefix);
      var request =
          new DeployRequest(job.target(), job.desired(), options.outputDirectory(job.folder()));
      requests.add(request);
      parts.put(request, new Part(job, goal.turn(job, lines)));
    }
  }

  List<DeployRequest> requests() {
    return requests;
  }

  private Part part(DeployRequest request) {
    return requireNonNull(parts.get(request));
  }

  @Override
  public void on(DeployRequest request, Event event) {
    var part = part(request);
    if (part.start == 0) {
      part.start = System.nanoTime();
    }
    part.turn.on(event);
    if (event instanceof Event.TargetResolved resolved) {
      part.target = resolved;
      if (warned.compareAndSet(false, true)) {
        warnings.forEach(warning -> part.turn.on(new Event.Warned(warning)));
      }
    }
  }

  @Override
  public void ended(DeployOutcome outcome) {
    var part = part(outcome.request());
    part.outcome = outcome;
    part.took = part.start == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - part.start);
    try {
      if (outcome instanceof DeployOutcome.Deployed deployed) {
        goal.publish(deployed.result(), part.turn, part.took);
      } else if (outcome instanceof DeployOutcome.Failed failed) {
        part.turn.report().writeFailure(failed.problem().problems());
        part.turn.show(List.of("Failed: " + failed.problem().problem().summary()));
      } else {
        goal.notReached(part.job);
      }
    } catch (IOException e) {
      // Thrown from here it would look like a failed deploy; the goal fails for it at the end.
      unwritten.compareAndSet(null, e);
    }
  }

  /**
   * Shows and writes what came of all.
   *
   * @param folder where the summary goes
   * @throws PerconaPgException when one has failed, with the problems of all that have
   */
  void conclude(Path folder, boolean failFast) throws IOException {
    var summary = new DeploySummary(atOnce, failFast, rows());
    summary.lines().forEach(printer::line);
    summary.write(folder);
    var failed = new ArrayList<PerconaPgException>();
    var problems = new ArrayList<Problem>();
    for (var request : requests) {
      if (part(request).outcome instanceof DeployOutcome.Failed one) {
        failed.add(one.problem());
        var manifest = goal.shown(part(request).job.input());
        one.problem().problems().forEach(problem -> problems.add(named(manifest, problem)));
      }
    }
    if (!failed.isEmpty()) {
      throw new PerconaPgException(problems, failed.get(0));
    }
    var e = unwritten.get();
    if (e != null) {
      throw e;
    }
  }

  private List<DeploySummary.Row> rows() {
    return requests.stream()
        .map(this::part)
        .map(
            part ->
                new DeploySummary.Row(
                    goal.shown(part.job.input()),
                    part.job.name(),
                    part.job.desired().namespace(),
                    part.target,
                    part.outcome instanceof DeployOutcome.Deployed done ? done.result() : null,
                    part.outcome instanceof DeployOutcome.Failed one
                        ? one.problem().problems()
                        : List.of(),
                    part.took))
        .toList();
  }

  /** Which of the manifests a problem is of. */
  private static Problem named(String manifest, Problem problem) {
    return new Problem(
        problem.code(),
        manifest + ": " + problem.summary(),
        problem.facts(),
        problem.remedy(),
        problem.evidence());
  }

  @Override
  public void close() {
    parts.values().forEach(part -> part.turn.close());
  }
}
