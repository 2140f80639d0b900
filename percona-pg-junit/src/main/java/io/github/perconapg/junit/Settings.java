package io.github.perconapg.junit;

import io.github.perconapg.Manifest;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.StackInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What an annotation and the system properties above it come to. */
final class Settings {

  private static final String PREFIX = "percona-pg.";

  private final PerconaPgOperator annotation;
  private final Class<?> testClass;

  Settings(PerconaPgOperator annotation, Class<?> testClass) {
    this.annotation = annotation;
    this.testClass = testClass;
  }

  /**
   * Returns what is to be deployed.
   *
   * @throws io.github.perconapg.problem.PerconaPgException when the manifest is not valid
   */
  DesiredState desired() {
    var desired = DesiredState.of(input());
    var chart = property("chart", annotation.chart());
    if (!chart.isEmpty()) {
      desired = desired.chart(chart);
    }
    var version = property("chartVersion", annotation.chartVersion());
    return version.isEmpty() ? desired : desired.chartVersion(version);
  }

  /** Kubeconfig files as in {@code $KUBECONFIG}; empty for the usual ones. */
  String kubeconfig() {
    return property("kubeconfig", "");
  }

  /** The context; empty for the one that the manifest names. */
  String context() {
    return property("context", annotation.target());
  }

  boolean keepOnFailure() {
    return Boolean.parseBoolean(
        property("keepOnFailure", String.valueOf(annotation.keepOnFailure())));
  }

  private StackInput input() {
    var overrides = new ArrayList<>(List.of(annotation.set()));
    if (annotation.ownNamespace()) {
      var named = read(overrides).target().spec().namespace();
      overrides.add("spec.namespace=" + own(named));
      overrides.add("spec.createNamespace=true");
    }
    return read(overrides);
  }

  /** A name of at most 63 characters that is unique. */
  static String own(String namespace) {
    var ending = "-" + UUID.randomUUID().toString().substring(0, 8);
    var kept = Math.min(namespace.length(), 63 - ending.length());
    return namespace.substring(0, kept) + ending;
  }

  /** The resource of the class path, through a file: overrides are applied to files. */
  private StackInput read(List<String> overrides) {
    var name = annotation.manifest();
    try (var resource = testClass.getResourceAsStream(name.startsWith("/") ? name : "/" + name)) {
      if (resource == null) {
        return Manifest.readAll(List.of(Path.of(name)), overrides).get(0);
      }
      var folder = Files.createTempDirectory("percona-pg-");
      var file = folder.resolve(Path.of(name).getFileName().toString());
      try {
        Files.writeString(file, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        return Manifest.readAll(List.of(file), overrides).get(0);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name + " of the class path", e);
    }
  }

  private static String property(String name, String otherwise) {
    var value = System.getProperty(PREFIX + name, "").strip();
    return value.isEmpty() ? otherwise : value;
  }
}
