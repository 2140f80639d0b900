package io.github.perconapg.it.maven;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The artifacts that Maven put into the plugin's class realm, and those of which it loaded a class.
 *
 * @param included the artifact ids in the realm, by what -X says
 * @param loaded the artifact ids of the jars from which a class came, by -Xlog:class+load
 */
record PluginRealm(Set<String> included, Set<String> loaded) {

  private static final Pattern POPULATED =
      Pattern.compile(
          "Populating class realm plugin>io\\.github\\.perconapg:.*(?:\\R.*Included: .*)+");

  private static final Pattern INCLUDED = Pattern.compile("Included: [^:\\s]+:([^:\\s]+):jar");

  /** A jar lies in a local repository as artifact/version/artifact-version.jar. */
  private static final Pattern SOURCE =
      Pattern.compile("source: \\S+/([^/\\s]+)/([^/\\s]+)/\\1-\\2\\.jar");

  /** Reads both from a run with -X whose JVM logged what it loaded. */
  static PluginRealm of(MavenResult ran, String classes) {
    var populated = found(POPULATED, ran.text(), 0).stream().collect(Collectors.joining());
    return new PluginRealm(found(INCLUDED, populated, 1), found(SOURCE, classes, 1));
  }

  /** What nothing was loaded from. */
  Set<String> untouched() {
    var rest = new TreeSet<>(included);
    rest.removeAll(loaded);
    return rest;
  }

  private static Set<String> found(Pattern pattern, String text, int group) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
