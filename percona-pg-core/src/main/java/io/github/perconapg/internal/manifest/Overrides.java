package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.manifest.Node.Mapping;
import io.github.perconapg.internal.manifest.Node.Scalar;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Overrides such as {@code spec.container.resources.limits.cpu=500m}, typed by the schema. */
final class Overrides {

  private static final String EXAMPLE =
      "Write path=value with the path of a field, for example"
          + " spec.container.resources.limits.cpu=500m.";

  private final Diagnostics findings;
  private final List<Setting> overrides = new ArrayList<>();

  /** Reads the overrides; those that do not fit the schema become findings. */
  Overrides(List<String> texts, Diagnostics findings) {
    this.findings = findings;
    for (int i = 0; i < texts.size(); i++) {
      var override = parse(SourceText.override(i + 1, texts.get(i)));
      if (override != null) {
        overrides.add(override);
      }
    }
  }

  /** Sets the fields in a canonical resource; a later override of a field wins. */
  void apply(Mapping resource) {
    overrides.forEach(override -> override.apply(resource));
  }

  /**
   * An override that fits the schema.
   *
   * @param key the key within the last field where that is a map, else null
   */
  private record Setting(List<Field> fields, @Nullable String key, Scalar value) {

    void apply(Mapping resource) {
      var into = resource;
      int last = fields.size() - 1;
      for (var field : key == null ? fields.subList(0, last) : fields) {
        var inner = into.mappingOrNew(field.name, value.at());
        if (into.entries().size() > 1 && isMemberOfTarget(field)) {
          into.entries().keySet().removeIf(name -> !name.equals(field.name));
        }
        into = inner;
      }
      if (key == null && isMemberOfTarget(fields.get(last))) {
        into.entries().clear();
      }
      into.put(key == null ? fields.get(last).name : key, value.at(), value);
    }

    /** A cluster is named in one of two ways; setting one takes the other away. */
    private static boolean isMemberOfTarget(Field field) {
      return Schema.TARGET_CLUSTER.fields.contains(field);
    }
  }

  private @Nullable Setting parse(SourceText text) {
    int equals = text.text().indexOf('=');
    if (equals < 0) {
      return refuse(text, 0, "there is no = between a path and a value", EXAMPLE);
    }
    var path = text.text().substring(0, equals);
    var fields = new ArrayList<Field>();
    @Nullable Message message = Schema.RESOURCE;
    int start = 0;
    while (start <= path.length()) {
      int dot = path.indexOf('.', start);
      int end = dot < 0 ? path.length() : dot;
      var name = path.substring(start, end);
      var found = message == null ? null : message.lookup(name);
      if (found == null) {
        boolean inStatus = message == null && path.startsWith("status.");
        if (inStatus) {
          return refuseStatus(text, 0);
        }
        var names = message == null ? List.<String>of() : message.names();
        var in = start == 0 ? "" : " in " + DisplayText.plain(path.substring(0, start - 1));
        return refuse(
            text, start, "there is no field " + DisplayText.quoted(name) + in, names, name);
      }
      fields.addAll(found);
      var field = found.get(found.size() - 1);
      boolean wrapped = field.wrapped && path.substring(end).equals(".value");
      if (dot < 0 || field.type == Field.Type.MAP || wrapped) {
        var key = field.type == Field.Type.MAP && dot >= 0 ? path.substring(dot + 1) : null;
        return typed(text, start, fields, key, equals + 1);
      }
      message = field.message;
      start = end + 1;
    }
    return null;
  }

  private @Nullable Setting typed(
      SourceText text, int start, List<Field> fields, @Nullable String key, int valueStart) {
    var field = fields.get(fields.size() - 1);
    var value = text.text().substring(valueStart);
    var at = at(text, valueStart);
    var asText = new Setting(fields, key, new Scalar(at, value, ScalarType.TEXT));
    return switch (field.type) {
      case TEXT, QUANTITY, CHOICE -> asText;
      case MAP ->
          key != null && !key.isEmpty()
              ? asText
              : refuse(
                  text,
                  start,
                  field.name + " holds text by key, and no key is given",
                  "Write "
                      + DisplayText.plain(text.text().substring(0, start))
                      + field.name
                      + ".key=text.");
      case LIST ->
          refuse(
              text,
              start,
              "the list " + field.name + " cannot be overridden",
              "Write the list in the manifest.");
      case MESSAGE -> {
        if (field.message == null) {
          yield refuseStatus(text, start);
        }
        var names = field.message.names();
        yield refuse(text, start, field.name + " holds fields, not a value", names, "");
      }
      case BOOL -> {
        if (value.equals("true") || value.equals("false")) {
          yield new Setting(fields, null, new Scalar(at, value, ScalarType.BOOLEAN));
        }
        var message =
            field.name + " must be true or false, which " + DisplayText.quoted(value) + " is not";
        yield refuse(text, valueStart, message, List.of("true", "false"), value);
      }
    };
  }

  private @Nullable Setting refuseStatus(SourceText text, int start) {
    return refuse(
        text,
        start,
        "status is what was seen, not what is wanted, and cannot be overridden",
        "Override a field of metadata or spec.");
  }

  private @Nullable Setting refuse(
      SourceText text, int start, String message, List<String> names, String written) {
    findings
        .at(at(text, start), ProblemCode.OVERRIDE_INVALID, message)
        .suggest(written, names)
        .report(names.isEmpty() ? EXAMPLE : "Use one of " + String.join(", ", names) + ".");
    return null;
  }

  private @Nullable Setting refuse(SourceText text, int start, String message, String remedy) {
    findings.at(at(text, start), ProblemCode.OVERRIDE_INVALID, message).report(remedy);
    return null;
  }

  private static Position at(SourceText text, int index) {
    return new Position(text, 1, text.text().codePointCount(0, index) + 1);
  }
}
