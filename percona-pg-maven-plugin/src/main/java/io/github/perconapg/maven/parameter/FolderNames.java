package io.github.perconapg.maven.parameter;

import io.github.perconapg.model.StackInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names that tell several manifests apart, fit for folders and properties: the resource's name;
 * where two share it, with the cluster's id behind it; where that is shared too, with a number.
 * Names that differ in case only are one, since on Windows and macOS they are one folder.
 */
public final class FolderNames {

  /** No folder can have such a name on Windows ("Naming Files, Paths, and Namespaces"). */
  private static final Pattern DEVICE = Pattern.compile("(?i)con|prn|aux|nul|(com|lpt)[0-9]");

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
      for (var i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
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
    var name = text.replaceAll("[^A-Za-z0-9_-]", "-");
    return DEVICE.matcher(name).matches() ? name + "-" : name;
  }
}
