package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.internal.problem.DidYouMean;
import io.github.perconapg.model.ProviderConfig;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says for each id that manifests name how its cluster is reached:
 *
 * <pre>
 * k8scred_01k789v5ewezr0f45j5zht9ysj: { kubeconfig: prod.yaml, context: prod }
 * k8scred_01k789v5ewezr0f45j5zht9ysk:
 *   providerConfig:
 *     provider: digital_ocean_doks
 *     digitalOceanDoks: { kubeConfig: "..." }
 * </pre>
 */
final class TargetsFile {

  /** How one cluster is reached. */
  sealed interface Entry {

    /**
     * By a context.
     *
     * @param kubeconfig the file, absolute; null for the kubeconfigs that are read anyway
     */
    record ByContext(@Nullable Path kubeconfig, String context, String position) implements Entry {}

    /** By a provider configuration. */
    record ByProvider(ProviderConfig providerConfig, String position) implements Entry {}
  }

  private static final Map<String, String> PROVIDERS =
      Map.of(
          "digital_ocean_doks", "digitalOceanDoks",
          "gcp_gke", "gcpGke",
          "aws_eks", "awsEks",
          "azure_aks", "azureAks");

  private final Path file;
  private final Path home;
  private final Map<String, YamlNode> entries;

  private TargetsFile(Path file, Path home, Map<String, YamlNode> entries) {
    this.file = file;
    this.home = home;
    this.entries = entries;
  }

  /**
   * Reads the file.
   *
   * @param home what {@code ~} stands for
   */
  static TargetsFile load(Path file, Path home) {
    try {
      return parse(YamlNode.text(file, ProblemCode.TARGETS_FILE_INVALID), file, home);
    } catch (IOException e) {
      throw Problem.of(
              ProblemCode.TARGETS_FILE_INVALID,
              "The targets file " + file + " cannot be read.",
              "Check that it is a text file that exists and that you may read.")
          .asException(e);
    }
  }

  /** The entries of a file's text. */
  static TargetsFile parse(String text, Path file, Path home) {
    var document = YamlNode.parse(text, file.toString(), ProblemCode.TARGETS_FILE_INVALID);
    return new TargetsFile(file, home, document == null ? Map.of() : document.fields());
  }

  /** All ids, in order. */
  List<String> ids() {
    return List.copyOf(entries.keySet());
  }

  /** The entry of this id, or null when there is none. */
  @Nullable Entry entry(String id) {
    var node = entries.get(id);
    if (node == null) {
      return null;
    }
    var fields = node.fields();
    var context = fields.get("context");
    var kubeconfig = fields.get("kubeconfig");
    if (context != null) {
      known(fields, Set.of("kubeconfig", "context"));
      return new Entry.ByContext(
          kubeconfig == null ? null : path(kubeconfig), text(context), node.position());
    }
    var config = either(fields, "providerConfig", "provider_config");
    if (config != null) {
      known(fields, Set.of("providerConfig", "provider_config"));
      return new Entry.ByProvider(provider(config), node.position());
    }
    throw node.error(
        "an entry is { kubeconfig: FILE, context: NAME } or { providerConfig: { ... } }");
  }

  private static ProviderConfig provider(YamlNode config) {
    var fields = config.fields();
    var named = fields.get("provider");
    for (var provider : PROVIDERS.entrySet()) {
      var body = either(fields, provider.getValue(), provider.getKey());
      if (named == null ? body == null : !named.text().equals(provider.getKey())) {
        continue;
      }
      known(fields, Set.of("provider", provider.getKey(), provider.getValue()));
      return provider(provider.getKey(), body, config);
    }
    throw (named == null ? config : named)
        .error("the provider must be one of " + String.join(", ", PROVIDERS.keySet()));
  }

  private static ProviderConfig provider(String name, @Nullable YamlNode body, YamlNode config) {
    return switch (name) {
      case "aws_eks" -> new ProviderConfig.AwsEks();
      case "azure_aks" -> new ProviderConfig.AzureAks();
      // Refused whatever it holds, so its secret is not even read.
      case "gcp_gke" -> new ProviderConfig.GcpGke("", "", "");
      default -> new ProviderConfig.DigitalOceanDoks(kubeConfig(body, config));
    };
  }

  private static String kubeConfig(@Nullable YamlNode body, YamlNode config) {
    var fields = body == null ? Map.<String, YamlNode>of() : body.fields();
    known(fields, Set.of("kubeConfig", "kube_config"));
    var text = either(fields, "kubeConfig", "kube_config");
    if (text == null) {
      throw (body == null ? config : body).error("digitalOceanDoks needs kubeConfig");
    }
    return text(text);
  }

  private Path path(YamlNode node) {
    var text = text(node);
    var path = text.startsWith("~/") ? home.resolve(text.substring(2)) : node.path();
    var folder = file.toAbsolutePath().getParent();
    return folder == null ? path : folder.resolve(path).normalize();
  }

  private static String text(YamlNode node) {
    if (node.isNull() || node.text().isBlank()) {
      throw node.error("this must not be empty");
    }
    return node.text();
  }

  private static @Nullable YamlNode either(Map<String, YamlNode> fields, String a, String b) {
    var first = fields.get(a);
    return first == null ? fields.get(b) : first;
  }

  private static void known(Map<String, YamlNode> fields, Set<String> names) {
    fields.forEach(
        (name, node) -> {
          if (!names.contains(name)) {
            var known = DidYouMean.nearestFirst(names, name);
            throw node.error(
                "the field \"%s\" is not known here; did you mean %s?"
                    .formatted(name, known.get(0)));
          }
        });
  }
}
