package io.github.perconapg.maven;

import io.github.perconapg.Manifest;
import io.github.perconapg.maven.parameter.InlineResource;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.StackInput;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** What goals share that read a manifest. */
public abstract class ManifestMojo extends PerconaPgMojo {

  /** The file that is read if none is named. */
  static final String DEFAULT_MANIFEST = "percona-postgresql-operator.yaml";

  /**
   * Where the resource is described: YAML or JSON files, or folders of them. A file may hold
   * several documents. Relative paths start at the project, or at the current folder where there is
   * none.
   *
   * <p>Default: {@code percona-postgresql-operator.yaml}, unless there is a {@code resource}.
   * Example: {@code -Dpercona-pg.manifest=dev.yaml,prod.yaml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.manifest")
  List<File> manifest = List.of();

  /**
   * The resource itself instead of a manifest: the manifest's fields as elements, where the entries
   * of a list are elements named {@code item}. What is typed as {@code -Dpercona-pg.manifest} wins
   * over it; a {@code manifest} configured beside it is refused.
   *
   * <p>Default: none. Example: {@code
   * <resource><apiVersion>kubernetes.project-planton.org/v1</apiVersion>...</resource>}.
   *
   * @since 0.1.0
   */
  @Parameter @Nullable PlexusConfiguration resource;

  /**
   * Overrides of manifest fields by their path, for all manifests of this run; typed by the
   * manifest's schema. On the command line a comma separates entries and {@code \,} is a comma; an
   * element of the POM is taken as it is.
   *
   * <p>Default: none. Example: {@code
   * -Dpercona-pg.set=spec.container.resources.limits.cpu=500m,spec.namespace=pgo}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.set")
  List<String> set = List.of();

  /** The resources that the manifests, or the POM, declare; overrides applied. */
  final List<StackInput> inputs(Parameters parameters) {
    var overrides = parameters.list("set", set);
    if (resource == null || parameters.isTyped("manifest")) {
      return Manifest.readAll(manifests(parameters), overrides);
    }
    if (!manifest.isEmpty()) {
      throw InlineResource.besidesManifest(inThePom());
    }
    return List.of(InlineResource.read(resource, inThePom(), overrides));
  }

  /** Returns what is read, for a message. */
  final String sources(Parameters parameters) {
    return resource == null || parameters.isTyped("manifest")
        ? manifests(parameters).stream().map(Path::toString).collect(Collectors.joining(", "))
        : inThePom();
  }

  private List<Path> manifests(Parameters parameters) {
    return parameters.paths("manifest", manifest, Path.of(DEFAULT_MANIFEST));
  }

  private String inThePom() {
    return folders().pom() + ", <resource> of execution " + execution.getExecutionId();
  }

  /** Where a resource was read from, as short as it can be said in this project. */
  final String shown(StackInput input) {
    var here = folders().base() + File.separator;
    var source = input.source();
    return source.startsWith(here) ? source.substring(here.length()) : source;
  }
}
