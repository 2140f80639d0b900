package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.model.Environment;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One or several kubeconfig files as one, by kubectl's rules: the first file that has an entry of a
 * name, or a current context, wins; relative paths start at the folder of the file that names them
 * (Kubernetes documentation, "Organizing Cluster Access Using kubeconfig Files"). An entry is
 * looked into only when it is used, so that a mistake in another one does not matter.
 */
public final class Kubeconfig {

  /**
   * An entry and the file it comes from.
   *
   * @param body the entry's content
   * @param label the file's name, for messages
   * @param folder where relative paths start; null when the text came from elsewhere than a file,
   *     and may then name no files and run no command
   */
  record Entry(YamlNode body, String label, @Nullable Path folder) {}

  private final Map<String, Entry> clusters = new LinkedHashMap<>();
  private final Map<String, Entry> users = new LinkedHashMap<>();
  private final Map<String, Entry> contexts = new LinkedHashMap<>();
  private final String label;
  private @Nullable String currentContext;

  private Kubeconfig(String label) {
    this.label = label;
  }

  /** {@code $KUBECONFIG}'s files, or {@code ~/.kube/config}. */
  public static List<Path> defaultFiles(Environment environment) {
    return defaultFiles(environment, File.pathSeparator);
  }

  /** With the platform's separator, which is {@code ;} on Windows, where paths hold a colon. */
  public static List<Path> defaultFiles(Environment environment, String separator) {
    var names = environment.variables().getOrDefault("KUBECONFIG", "");
    List<Path> files;
    try {
      files =
          Arrays.stream(names.split(separator, -1))
              .filter(file -> !file.isBlank())
              .map(Path::of)
              .toList();
    } catch (InvalidPathException e) {
      throw Problem.of(
              ProblemCode.KUBECONFIG_NOT_FOUND,
              "The variable KUBECONFIG names no file of this platform: " + e.getMessage() + ".",
              "Let it hold paths without quotation marks, separated by " + separator + " alone.")
          .asException(e);
    }
    return files.isEmpty() ? List.of(environment.home().resolve(".kube/config")) : files;
  }

  /**
   * Reads and merges the files; those that do not exist are skipped.
   *
   * @throws io.github.perconapg.problem.PerconaPgException when none exists, or one cannot be read
   */
  static Kubeconfig load(List<Path> files) {
    var names = files.stream().map(Path::toString).collect(Collectors.joining(", "));
    var merged = new Kubeconfig(names);
    var found = false;
    for (var file : files) {
      try {
        var folder = file.toAbsolutePath().getParent();
        var text = YamlNode.text(file, ProblemCode.KUBECONFIG_INVALID);
        merged.add(text, file.toString(), folder);
        found = true;
      } catch (NoSuchFileException e) {
        // Skipped, as kubectl does; none at all is refused below.
      } catch (IOException e) {
        throw Problem.of(
                ProblemCode.KUBECONFIG_INVALID,
                "The kubeconfig " + file + " cannot be read.",
                "Check that it is a text file and that you may read it.")
            .asException(e);
      }
    }
    if (!found) {
      throw Problem.of(
              ProblemCode.KUBECONFIG_NOT_FOUND,
              "There is no kubeconfig: " + names + " does not exist.",
              "Name one with the parameter kubeconfig or the variable KUBECONFIG.")
          .asException();
    }
    return merged;
  }

  /**
   * Reads a kubeconfig that came inside another document.
   *
   * @param label what it is called in messages
   */
  static Kubeconfig embedded(String text, String label) {
    var kubeconfig = new Kubeconfig(label);
    kubeconfig.add(text, label, null);
    return kubeconfig;
  }

  /** The names of all contexts, in order. */
  List<String> contexts() {
    return List.copyOf(contexts.keySet());
  }

  /** The current context's name, or null when there is none. */
  @Nullable String currentContext() {
    return currentContext;
  }

  /** The file or files, for messages. */
  String label() {
    return label;
  }

  /** The context of this name, or null when there is none. */
  @Nullable Entry context(String name) {
    return contexts.get(name);
  }

  /** The cluster that a context names. */
  Entry cluster(Entry context) {
    return referenced(context, "cluster", clusters);
  }

  /** The user that a context names, or null when it names none. */
  @Nullable Entry user(Entry context) {
    return userName(context).isEmpty() ? null : referenced(context, "user", users);
  }

  /** The name of the user that a context names; empty when it names none. */
  static String userName(Entry context) {
    var user = context.body().fields().get("user");
    return user == null || user.isNull() ? "" : user.text();
  }

  private static Entry referenced(Entry context, String field, Map<String, Entry> entries) {
    var name = context.body().fields().get(field);
    if (name == null || name.isNull() || name.text().isEmpty()) {
      throw context.body().error("this context names no " + field);
    }
    var entry = entries.get(name.text());
    if (entry == null) {
      throw name.error("there is no " + field + " \"" + name.text() + "\"");
    }
    return entry;
  }

  private void add(String text, String file, @Nullable Path folder) {
    DamagedKubeconfig.refuseEncoded(text, file);
    var document = YamlNode.parse(text, file, ProblemCode.KUBECONFIG_INVALID);
    if (document == null) {
      return;
    }
    var fields = document.fields();
    collect(fields.get("clusters"), "cluster", clusters, file, folder);
    collect(fields.get("users"), "user", users, file, folder);
    collect(fields.get("contexts"), "context", contexts, file, folder);
    var current = fields.get("current-context");
    // Empty is unset, as kubectl config unset leaves it.
    if (currentContext == null
        && current != null
        && !current.isNull()
        && !current.text().isEmpty()) {
      currentContext = current.text();
    }
  }

  private static void collect(
      @Nullable YamlNode list,
      String field,
      Map<String, Entry> entries,
      String file,
      @Nullable Path folder) {
    var items = list == null ? new ArrayList<YamlNode>() : list.items();
    for (var item : items) {
      var fields = item.fields();
      var name = fields.get("name");
      var body = fields.get(field);
      if (name == null || name.isNull()) {
        throw item.error("an entry needs \"name\" and \"" + field + "\"");
      }
      // One without a body is an empty one, as for kubectl: a user may have no credential.
      entries.putIfAbsent(name.text(), new Entry(body == null ? item.empty() : body, file, folder));
    }
  }
}
