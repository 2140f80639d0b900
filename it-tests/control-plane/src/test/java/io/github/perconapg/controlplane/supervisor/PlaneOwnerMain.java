package io.github.perconapg.controlplane.supervisor;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.PlaneOptions;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a plane, prints its work folder, and never ends by itself: it is there to be killed. */
final class PlaneOwnerMain {
  private PlaneOwnerMain() {}

  /**
   * Starts the plane.
   *
   * @param arguments the folder for work folders
   * @throws InterruptedException never, since nobody interrupts it
   */
  public static void main(String[] arguments) throws InterruptedException {
    PlaneOptions options = PlaneOptions.defaults().withWorkRoot(Path.of(arguments[0]));
    ControlPlane plane = ControlPlane.start(options);
    System.out.println(plane.kubeconfig());
    new CountDownLatch(1).await();
  }
}
