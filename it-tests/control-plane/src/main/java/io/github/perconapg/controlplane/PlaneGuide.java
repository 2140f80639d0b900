package io.github.perconapg.controlplane;

import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a build needs beside a plane's state file to deploy to it: a targets file and a chart. */
final class PlaneGuide {
  private PlaneGuide() {}

  /**
   * Writes targets.yaml and the folder pg-operator, the stand-in chart.
   *
   * @param folder where both go
   * @param id the id under which a manifest names the plane
   * @param plane the plane
   */
  static void write(Path folder, String id, PlaneState plane) throws IOException {
    Files.writeString(
        folder.resolve("targets.yaml"),
        """
        %s:
          kubeconfig: "%s"
          context: "kwok-%s"
        """
            .formatted(id, plane.kubeconfig(), plane.name()));
    StandInChart.of(OperatorRelease.V2_7).writeTo(folder);
  }
}
