package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.problem.PerconaPgException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one kubeconfig entry; an empty value counts as absent, as in client-go. */
final class EntryFields {

  private final Kubeconfig.Entry entry;
  private final Map<String, YamlNode> fields;

  EntryFields(Kubeconfig.Entry entry) {
    this.entry = entry;
    this.fields = entry.body().fields();
  }

  @Nullable YamlNode node(String field) {
    var node = fields.get(field);
    return node == null || node.isNull() ? null : node;
  }

  @Nullable String text(String field) {
    var node = node(field);
    if (node == null || node.text().isEmpty()) {
      return null;
    }
    DamagedKubeconfig.refuseOmitted(node, field);
    return node.text();
  }

  boolean flag(String field) {
    var node = node(field);
    if (node == null) {
      return false;
    }
    return switch (node.text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw node.error(field + " must be true or false");
    };
  }

  List<String> texts(String field) {
    var node = node(field);
    return node == null ? List.of() : node.items().stream().map(YamlNode::text).toList();
  }

  /** The text of {@code FIELD-data}, which wins, or of the file that FIELD names; or null. */
  @Nullable String content(String field) {
    var data = node(field + "-data");
    if (data != null && !data.text().isEmpty()) {
      DamagedKubeconfig.refuseOmitted(data, field + "-data");
      try {
        var bytes = Base64.getDecoder().decode(data.text().replaceAll("\\s", ""));
        var content = new String(bytes, StandardCharsets.UTF_8);
        DamagedKubeconfig.refuseTwiceEncoded(data, field, content);
        return content;
      } catch (IllegalArgumentException e) {
        // Without the cause, which could quote part of a key.
        throw DamagedKubeconfig.notBase64(data, field);
      }
    }
    var file = file(field);
    if (file == null) {
      return null;
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw error("the file " + file + " that " + field + " names cannot be read");
    }
  }

  /** The file that a field names, made absolute; or null. */
  @Nullable Path file(String field) {
    var name = node(field);
    if (name == null || name.text().isEmpty()) {
      return null;
    }
    if (entry.folder() == null) {
      throw KubeconfigReader.unsupported(
          position(), field, "a kubeconfig inside another document must hold its data itself");
    }
    return entry.folder().resolve(name.path());
  }

  /** Where relative paths start; null for a kubeconfig inside another document. */
  @Nullable Path folder() {
    return entry.folder();
  }

  EntryFields in(YamlNode body) {
    return new EntryFields(new Kubeconfig.Entry(body, entry.label(), entry.folder()));
  }

  String position() {
    return entry.body().position();
  }

  PerconaPgException error(String what) {
    return entry.body().error(what);
  }
}
