package io.github.perconapg.it;

import io.github.perconapg.event.Event;
import java.nio.file.Path;

/**
 * Deploys in a process of its own, so that it can be killed. Arguments: kubeconfig, context,
 * namespace, chart, and the folder for output and temporary files. Prints a line for each step.
 */
final class DeployMain {

  private DeployMain() {}

  /** Deploys and returns; the process ends by itself when nothing holds it. */
  public static void main(String[] arguments) {
    var folder = Path.of(arguments[4]);
    var scene =
        Scene.at(Path.of(arguments[0]), arguments[1], arguments[2], Path.of(arguments[3]), folder);
    try (var cluster = scene.connect()) {
      var unused = cluster.deploy(scene.desired(), scene.options(), DeployMain::print);
    }
    System.out.println("deployed");
  }

  private static void print(Event event) {
    if (event instanceof Event.StepStarted started) {
      System.out.println("begin " + started.step());
    } else if (event instanceof Event.StepFinished finished) {
      System.out.println("end " + finished.step().name());
    }
  }
}
