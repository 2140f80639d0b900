package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.internal.problem.DidYouMean;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.ProviderConfig;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the one cluster that a target stands for, in the order that {@link Target} describes. */
public final class TargetResolver {

  private final Environment environment;
  private final Path root;
  private final KubeconfigReader reader;

  /**
   * @param root where the file system begins, {@code /} but for tests
   */
  public TargetResolver(Environment environment, Path root) {
    this.environment = environment;
    this.root = root;
    this.reader = new KubeconfigReader(environment);
  }

  /**
   * The cluster and the way to log in there.
   *
   * @throws PerconaPgException when it is not known, or cannot be used
   */
  public KubeContext resolve(Target target) {
    if (target.context() != null) {
      return context(Kubeconfig.load(files(target)), target.context());
    }
    if (target.providerConfig() != null) {
      var cluster = target.cluster();
      var name = cluster == null ? "provider configuration" : cluster.id();
      return provider(target.providerConfig(), name, String.valueOf(target.manifest()));
    }
    return target.cluster() == null ? unnamed(target) : named(target, target.cluster().id());
  }

  private KubeContext named(Target target, String id) {
    var targets =
        target.targetsFile() == null
            ? null
            : TargetsFile.load(target.targetsFile(), environment.home());
    var entry = targets == null ? null : targets.entry(id);
    if (entry instanceof TargetsFile.Entry.ByProvider byProvider) {
      return provider(byProvider.providerConfig(), id, byProvider.position());
    }
    if (entry instanceof TargetsFile.Entry.ByContext byContext) {
      var files = byContext.kubeconfig() == null ? files(target) : List.of(byContext.kubeconfig());
      return context(Kubeconfig.load(files), byContext.context()).as(id, byContext.position());
    }
    // Without any kubeconfig the question is still which cluster, so that is what is answered.
    var files = files(target);
    var kubeconfig =
        target.kubeconfig().isEmpty() && files.stream().noneMatch(Files::exists)
            ? null
            : Kubeconfig.load(files);
    var context = kubeconfig == null ? null : kubeconfig.context(id);
    if (kubeconfig == null || context == null) {
      throw unknown(
          "The manifest %s names the cluster \"%s\", which is not known here."
              .formatted(target.manifest(), id),
          id,
          kubeconfig,
          targets);
    }
    return reader.read(kubeconfig, id, context);
  }

  private KubeContext unnamed(Target target) {
    var files = files(target);
    if (target.kubeconfig().isEmpty() && files.stream().noneMatch(Files::exists)) {
      var inCluster = InCluster.find(environment, root);
      if (inCluster != null) {
        return inCluster;
      }
    }
    var kubeconfig = Kubeconfig.load(files);
    var current = kubeconfig.currentContext();
    if (current == null) {
      throw unknown(
          "No cluster is named, and the kubeconfig "
              + kubeconfig.label()
              + " has no current context.",
          "",
          kubeconfig,
          null);
    }
    return context(kubeconfig, current);
  }

  private KubeContext context(Kubeconfig kubeconfig, String name) {
    var context = kubeconfig.context(name);
    if (context == null) {
      throw unknown(
          "There is no context \"%s\" in the kubeconfig %s.".formatted(name, kubeconfig.label()),
          name,
          kubeconfig,
          null);
    }
    return reader.read(kubeconfig, name, context);
  }

  private KubeContext provider(ProviderConfig config, String name, String source) {
    if (config instanceof ProviderConfig.DigitalOceanDoks doks) {
      var label = "kubeConfig of " + source;
      var kubeconfig = Kubeconfig.embedded(doks.kubeConfig(), label);
      var contexts = kubeconfig.contexts();
      var current = kubeconfig.currentContext();
      if (current == null && contexts.size() == 1) {
        current = contexts.get(0);
      }
      if (current == null) {
        throw unknown("The " + label + " has no current context.", "", kubeconfig, null);
      }
      return context(kubeconfig, current).as(name, source);
    }
    throw Problem.of(
            ProblemCode.CREDENTIAL_UNSUPPORTED,
            "The provider configuration of %s is for %s, which cannot be used from here: %s."
                .formatted(source, provider(config), reason(config)),
            "Write a kubeconfig entry with the provider's own tool (%s) and name its context, or"
                    .formatted(tool(config))
                + " list it in the targets file under the id \""
                + name
                + "\".")
        .asException();
  }

  private static String provider(ProviderConfig config) {
    return config instanceof ProviderConfig.GcpGke
        ? "gcp_gke"
        : config instanceof ProviderConfig.AwsEks ? "aws_eks" : "azure_aks";
  }

  private static String reason(ProviderConfig config) {
    return config instanceof ProviderConfig.GcpGke
        ? "a service account key has to be exchanged for a token at Google first"
        : "it carries no credential";
  }

  private static String tool(ProviderConfig config) {
    if (config instanceof ProviderConfig.GcpGke) {
      return "gcloud container clusters get-credentials";
    }
    return config instanceof ProviderConfig.AwsEks
        ? "aws eks update-kubeconfig"
        : "az aks get-credentials, then kubelogin convert-kubeconfig";
  }

  private List<Path> files(Target target) {
    return target.kubeconfig().isEmpty()
        ? Kubeconfig.defaultFiles(environment)
        : target.kubeconfig();
  }

  private static PerconaPgException unknown(
      String summary,
      String wanted,
      @Nullable Kubeconfig kubeconfig,
      @Nullable TargetsFile targets) {
    var facts = new ArrayList<String>();
    if (targets != null) {
      facts.add("ids in the targets file: " + known(targets.ids(), wanted));
    }
    facts.add(
        kubeconfig == null
            ? "there is no kubeconfig"
            : "contexts in " + kubeconfig.label() + ": " + known(kubeconfig.contexts(), wanted));
    return Problem.of(
            ProblemCode.TARGET_UNKNOWN,
            summary,
            "Name the context with the parameter context, or list the id in a targets file"
                + " (parameter targets): ID: { kubeconfig: FILE, context: NAME }.")
        .facts(facts)
        .asException();
  }

  private static String known(List<String> names, String wanted) {
    return names.isEmpty() ? "none" : String.join(", ", DidYouMean.nearestFirst(names, wanted));
  }
}
