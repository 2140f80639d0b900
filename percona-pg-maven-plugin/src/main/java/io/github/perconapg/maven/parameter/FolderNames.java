package io.github.perconapg.maven.parameter;

import io.github.perconapg.model.StackInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Names that tell several manifests apart, fit for folders and properties: the resource's name;
 * where two share it, with the cluster's id behind it; where that is shared too, with a number.
 */
public final class FolderNames {

  private FolderNames() {}

  /** A name for each input, all different; empty text for an input that is alone. */
  public static List<String> of(List<StackInput> inputs) {
    if (inputs.size() == 1) {
      return List.of("");
    }
    var names = new ArrayList<String>();
    var taken = new HashSet<String>();
    for (var input : inputs) {
      var name = name(input);
      var shared = inputs.stream().filter(other -> name(other).equals(name)).count() > 1;
      var wanted = shared ? name + "-" + cluster(input) : name;
      var free = wanted;
      for (var i = 2; !taken.add(free); i++) {
        free = wanted + "-" + i;
      }
      names.add(free);
    }
    return names;
  }

  private static String name(StackInput input) {
    return safe(input.target().metadata().name());
  }

  private static String cluster(StackInput input) {
    var cluster = input.target().spec().targetCluster();
    return cluster == null ? "current" : safe(cluster.id());
  }

  /** Dots go as well, so that no name is a way out of the folder. */
  private static String safe(String text) {
    return text.replaceAll("[^A-Za-z0-9_-]", "-");
  }
}
