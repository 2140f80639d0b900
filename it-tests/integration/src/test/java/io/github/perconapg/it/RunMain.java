package io.github.perconapg.it;

import io.github.perconapg.event.Event;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import java.nio.file.Path;

/**
 * Deploys or destroys in a process of its own, so that it can be killed. Arguments: kubeconfig,
 * context, namespace, chart, the folder for output and temporary files, and deploy, "rollback N",
 * or destroy, which deletes databases as well. Prints a line for each step.
 */
final class RunMain {

  private RunMain() {}

  /** Does it and returns; the process ends by itself when nothing holds it. */
  public static void main(String[] arguments) {
    var folder = Path.of(arguments[4]);
    var scene =
        OperatorFixture.at(
            Path.of(arguments[0]), arguments[1], arguments[2], Path.of(arguments[3]), folder);
    try (var cluster = scene.connect()) {
      if (arguments[5].equals("destroy")) {
        var options = DestroyOptions.defaults().clusters(ClusterPolicy.DELETE);
        var unused = cluster.destroy(scene.desired(), options, RunMain::print);
      } else if (arguments[5].startsWith("rollback ")) {
        var revision = Integer.parseInt(arguments[5].substring(9));
        var unused = cluster.rollback(scene.desired(), revision, scene.options(), RunMain::print);
      } else {
        var unused = cluster.deploy(scene.desired(), scene.options(), RunMain::print);
      }
    }
    System.out.println("done");
  }

  private static void print(Event event) {
    if (event instanceof Event.StepStarted started) {
      System.out.println("begin " + started.step());
    } else if (event instanceof Event.StepFinished finished) {
      System.out.println("end " + finished.step().name());
    }
  }
}
