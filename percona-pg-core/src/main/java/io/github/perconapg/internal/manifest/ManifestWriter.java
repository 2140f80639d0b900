package io.github.perconapg.internal.manifest;

import io.github.perconapg.model.CpuMemory;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.TargetCluster;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a resource in its canonical form: block style, two blanks a level, schema order. */
public final class ManifestWriter {

  /** Text that every YAML version reads as text without quotation marks. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*|[0-9]+(m|[KMGTPE]i)");

  private static final Set<String> NOT_TEXT =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private final StringBuilder out = new StringBuilder();

  private ManifestWriter() {}

  public static String write(PerconaPostgresqlOperator resource) {
    var writer = new ManifestWriter();
    writer.field(0, "apiVersion", PerconaPostgresqlOperator.API_VERSION);
    writer.field(0, "kind", PerconaPostgresqlOperator.KIND);
    writer.metadata(resource.metadata());
    var spec = resource.spec();
    writer.open(0, "spec");
    writer.targetCluster(spec.targetCluster());
    writer.field(2, "namespace", spec.namespace());
    writer.open(2, "container");
    writer.open(4, "resources");
    writer.pair("limits", spec.container().limits());
    writer.pair("requests", spec.container().requests());
    if (!spec.createNamespace()) {
      writer.out.append("  createNamespace: false\n");
    }
    return writer.out.toString();
  }

  private void metadata(Metadata metadata) {
    open(0, "metadata");
    field(2, "name", metadata.name());
    field(2, "slug", metadata.slug());
    field(2, "id", metadata.id());
    field(2, "org", metadata.org());
    field(2, "env", metadata.env());
    map("labels", metadata.labels());
    map("annotations", metadata.annotations());
    if (!metadata.tags().isEmpty()) {
      open(2, "tags");
      metadata.tags().forEach(tag -> out.append("    - ").append(scalar(tag)).append('\n'));
    }
    var version = metadata.version();
    if (version == null) {
      return;
    }
    if (version.id() == null && version.message() == null && version.previousVersionId() == null) {
      out.append("  version: {}\n");
      return;
    }
    open(2, "version");
    field(4, "id", version.id());
    field(4, "message", version.message());
    field(4, "previousVersionId", version.previousVersionId());
  }

  private void targetCluster(@Nullable TargetCluster cluster) {
    if (cluster == null) {
      return;
    }
    open(2, "targetCluster");
    if (cluster instanceof TargetCluster.BySelector selector) {
      open(4, "kubernetesClusterSelector");
      if (!selector.clusterKind().isEmpty()) {
        field(6, "clusterKind", selector.clusterKind());
      }
      field(6, "clusterName", selector.clusterName());
    } else {
      field(4, "kubernetesProviderConfigId", cluster.id());
    }
  }

  private void pair(String name, CpuMemory pair) {
    open(6, name);
    field(8, "cpu", pair.cpu());
    field(8, "memory", pair.memory());
  }

  private void map(String name, Map<String, String> map) {
    if (!map.isEmpty()) {
      open(2, name);
      map.forEach((key, value) -> field(4, scalar(key), value));
    }
  }

  private void open(int indent, String name) {
    out.append(" ".repeat(indent)).append(name).append(":\n");
  }

  private void field(int indent, String name, @Nullable String value) {
    if (value != null) {
      out.append(" ".repeat(indent)).append(name).append(": ").append(scalar(value)).append('\n');
    }
  }

  private static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && !NOT_TEXT.contains(text.toLowerCase(java.util.Locale.ROOT));
    return plain ? text : quoted(text);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          boolean ascii = c >= 0x20 && c < 0x7F;
          boolean shown = ascii || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
          quoted.append(shown ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
      }
    }
    return quoted.append('"').toString();
  }
}
