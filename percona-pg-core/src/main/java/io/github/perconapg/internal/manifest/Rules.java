package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.manifest.Node.Mapping;
import io.github.perconapg.internal.manifest.Node.Scalar;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.CpuMemory;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a canonical document against the rules of {@link Schema} and those between fields. */
final class Rules {

  private final Diagnostics findings;
  private final Set<String> failed;

  /**
   * @param failed paths of fields that were given but could not be read; they are not missing
   */
  Rules(Diagnostics findings, Set<String> failed) {
    this.findings = findings;
    this.failed = failed;
  }

  /** Checks a message and all within it. */
  void check(Message message, Mapping mapping, Position at, String path) {
    for (var field : message.fields) {
      var entry = mapping.entries().get(field.name);
      var fieldPath = Normalizer.join(path, field.name);
      if (entry == null) {
        missing(field, at, fieldPath);
      } else if (entry.value() instanceof Mapping inner && field.message != null) {
        check(field.message, inner, entry.key(), fieldPath);
      } else if (entry.value() instanceof Scalar scalar) {
        checkText(field, scalar, fieldPath);
      }
    }
    if (message == Schema.TARGET_CLUSTER) {
      targetCluster(mapping, at, path);
    } else if (message == Schema.CONTAINER) {
      requestsWithinLimits(mapping, path);
    } else if (message == Schema.PROVIDER_CONFIG) {
      providerConfig(mapping, at, path);
    }
  }

  private void missing(Field field, Position at, String path) {
    if (field.required && !failed.contains(path)) {
      findings
          .at(at, ProblemCode.MANIFEST_MISSING_FIELD, path + " is missing")
          .field(path)
          .report(addition(field));
    }
  }

  private static String addition(Field field) {
    if (field.message == Schema.CONTAINER) {
      return "Add it; container: {} takes the default resources.";
    }
    if (!field.choices.isEmpty()) {
      return "Add it: one of " + String.join(", ", field.choices) + ".";
    }
    boolean constant = field.rule == Rule.API_VERSION || field.rule == Rule.KIND;
    return constant && field.rule != null ? field.rule.remedy : "Add it.";
  }

  private void checkText(Field field, Scalar scalar, String path) {
    var text = scalar.text();
    var rule = field.rule;
    if (text.isEmpty() && (rule == null || rule.emptyIsAbsent)) {
      if (field.required) {
        findings
            .at(scalar.at(), ProblemCode.MANIFEST_MISSING_FIELD, path + " is empty")
            .field(path)
            .report("Write a value.");
      }
    } else if (rule != null && !rule.accepts(text)) {
      var shown = text.isEmpty() ? "" : ", which " + DisplayText.quoted(text) + " is not";
      var finding =
          findings.at(scalar.at(), rule.code(), path + " " + rule.says + shown).field(path);
      if (rule == Rule.KIND) {
        finding.suggest(text, List.of("PerconaPostgresqlOperator"));
      } else if (rule == Rule.DNS_LABEL || rule == Rule.QUANTITY) {
        finding.didYouMean(QuantitySuggestions.of(rule, text));
      }
      finding.report(rule.remedy);
    }
  }

  private void targetCluster(Mapping cluster, Position at, String path) {
    var entries = cluster.entries();
    if (entries.size() > 1) {
      var second = List.copyOf(entries.values()).get(1);
      findings
          .at(second.key(), ProblemCode.MANIFEST_CONFLICT, path + " names two clusters")
          .field(path)
          .fact("first at " + List.copyOf(entries.values()).get(0).key().where())
          .report("Keep either kubernetesProviderConfigId or kubernetesClusterSelector.");
    }
    boolean unread =
        Schema.TARGET_CLUSTER.names().stream()
            .anyMatch(name -> failed.contains(Normalizer.join(path, name)));
    if (entries.isEmpty() && !unread) {
      findings
          .at(at, ProblemCode.MANIFEST_MISSING_FIELD, path + " names no cluster")
          .field(path)
          .report(
              "Write kubernetesProviderConfigId under it, or leave targetCluster out to choose the"
                  + " cluster by kubeconfig and context.");
    }
  }

  private void requestsWithinLimits(Mapping container, String path) {
    var resources = container.mapping("resources");
    if (resources != null) {
      var inner = Normalizer.join(path, "resources");
      requestWithinLimit(resources, "cpu", CpuMemory::cpu, inner);
      requestWithinLimit(resources, "memory", CpuMemory::memory, inner);
    }
  }

  private interface Part {
    String of(CpuMemory pair);
  }

  private void requestWithinLimit(Mapping resources, String name, Part part, String path) {
    var request = given(resources, "requests", name);
    var limit = given(resources, "limits", name);
    var requestText = request == null ? part.of(Container.DEFAULT.requests()) : request.text();
    var limitText = limit == null ? part.of(Container.DEFAULT.limits()) : limit.text();
    if ((request == null && limit == null)
        || !Rule.QUANTITY.accepts(requestText)
        || !Rule.QUANTITY.accepts(limitText)
        || Quantities.value(requestText) <= Quantities.value(limitText)) {
      return;
    }
    var at = request == null ? limit : request;
    var field = path + (request == null ? ".limits." : ".requests.") + name;
    findings
        .at(
            at == null ? resources.at() : at.at(),
            ProblemCode.MANIFEST_INVALID_VALUE,
            exceeded(name, requestText, request == null, limitText, limit == null))
        .field(field)
        .report(
            request == null || limit == null
                ? "Set both, the request at most as large as the limit."
                : "Raise the limit or lower the request.");
  }

  private static String exceeded(
      String name, String request, boolean requestDefault, String limit, boolean limitDefault) {
    var requested = "requests." + name;
    var limited = "limits." + name;
    if (requestDefault) {
      return limited + " " + limit + " is below " + requested + ", which defaults to " + request;
    }
    var above = requested + " " + request + " is above " + limited;
    return above + (limitDefault ? ", which defaults to " : " ") + limit;
  }

  private static @Nullable Scalar given(Mapping resources, String group, String name) {
    var pair = resources.mapping(group);
    return pair != null && pair.get(name) instanceof Scalar scalar ? scalar : null;
  }

  private void providerConfig(Mapping config, Position at, String path) {
    var provider = config.text("provider");
    if (provider == null) {
      return;
    }
    for (var field : Schema.PROVIDER_CONFIG.fields) {
      if (field.message == null) {
        continue;
      }
      boolean named = Message.snake(field.name).equals(provider);
      var entry = config.entries().get(field.name);
      var fieldPath = Normalizer.join(path, field.name);
      boolean needed = named && !field.message.fields.isEmpty();
      if (needed && entry == null && !failed.contains(fieldPath)) {
        findings
            .at(
                at,
                ProblemCode.MANIFEST_MISSING_FIELD,
                fieldPath + " is missing, which provider " + provider + " needs")
            .field(fieldPath)
            .report("Add it with " + String.join(", ", field.message.names()) + ".");
      } else if (!named && entry != null) {
        findings
            .at(
                entry.key(),
                ProblemCode.MANIFEST_CONFLICT,
                fieldPath + " does not belong to provider " + provider)
            .field(fieldPath)
            .report("Remove it, or name its provider.");
      }
    }
  }
}
