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

/** The README's Java snippets, compiled. DocumentationTest holds both equal. */
final class FromJava {

  private FromJava() {}

  static void use(EventListener listener) {
    // snippet: use
    var input = Manifest.read(Path.of("percona-postgresql-operator.yaml"));
    var desired = DesiredState.of(input).chartVersion("2.7.0");
    var options = RunOptions.defaults().timeout(Duration.ofMinutes(5));

    try (var cluster = PerconaPg.connect(Target.of(desired))) {
      var plan = cluster.plan(desired); // changes nothing
      if (plan.refusals().isEmpty()) {
        var done = cluster.apply(plan, options, listener);
        System.out.println(done.outputs().deployment());
      }
      var healthy = cluster.verify(desired, VerifyOptions.defaults(), listener).healthy();
      System.out.println(healthy ? "The operator works." : "The operator is not healthy.");
    }
    // end: use
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
