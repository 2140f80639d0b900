package io.github.perconapg.readme;

import io.github.perconapg.DeployBatch;
import io.github.perconapg.DeployListener;
import io.github.perconapg.DeployRequest;
import io.github.perconapg.Manifest;
import io.github.perconapg.PerconaPg;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.model.Target;
import io.github.perconapg.model.VerifyOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The Java snippets of README.md and docs/library.md. DocumentationTest compares them. */
final class FromJava {

  private FromJava() {}

  static void deploy(EventListener listener) {
    // snippet: deploy
    var input = Manifest.read(Path.of("percona-postgresql-operator.yaml"));
    var desired = DesiredState.of(input).chartVersion("2.7.0");

    try (var cluster = PerconaPg.connect(Target.of(desired))) {
      var result = cluster.deploy(desired, RunOptions.defaults(), listener);
      System.out.println(result.outputs().deployment());
    }
    // end: deploy
  }

  static void plan(DesiredState desired, EventListener listener) {
    // snippet: plan
    var options = RunOptions.defaults().timeout(Duration.ofMinutes(5));

    try (var cluster = PerconaPg.connect(Target.of(desired))) {
      var plan = cluster.plan(desired); // changes nothing
      if (plan.refusals().isEmpty()) {
        cluster.apply(plan, options, listener);
      }
      var healthy = cluster.verify(desired, VerifyOptions.defaults(), listener).healthy();
      System.out.println(healthy ? "The operator works." : "The operator is not healthy.");
    }
    // end: plan
  }

  static void all(RunOptions options) {
    // snippet: all
    var requests =
        Manifest.readAll(List.of(Path.of("operators")), List.of()).stream()
            .map(DesiredState::of)
            .map(d -> DeployRequest.of(d, options.outputDirectory(Path.of(d.namespace()))))
            .toList();

    var batch = DeployBatch.of(requests).parallelism(4);
    for (var outcome : PerconaPg.deployAll(batch, DeployListener.none())) {
      System.out.println(outcome.request().desired().namespace() + ": " + outcome);
    }
    // end: all
  }
}
