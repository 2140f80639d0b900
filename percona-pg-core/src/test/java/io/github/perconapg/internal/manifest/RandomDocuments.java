package io.github.perconapg.internal.manifest;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Stack inputs in JSON: one with every field, with a few fields changed or taken away. */
final class RandomDocuments {

  private static final List<String> QUANTITIES =
      List.of(
          "",
          "0",
          "1",
          "0.5",
          ".5",
          "1.",
          "1.5.5",
          "-1",
          "+1",
          "1000m",
          "1000n",
          "999999999u",
          "1k",
          "1.1k",
          "1100",
          "1Ki",
          "1.5Gi",
          "1023Mi",
          "1024Mi",
          "1025Mi",
          "1G",
          "1Gi",
          "2Ti",
          "1E",
          "1Ei",
          "1e3",
          "1E3",
          "1e-3",
          "1e+9",
          "1e100",
          "1e",
          "1gb",
          "1GiB",
          " 1",
          "1 ",
          "abc",
          "NaN",
          "1d",
          "0x10",
          "Infinity",
          "1073741824",
          "1073741823",
          "1073741825",
          "9007199254740993",
          "900719925474099",
          "0.1",
          "100m",
          "0.100000001",
          "256M",
          "256m",
          "999999999999999Ei");

  private static final List<String> NAMES =
      List.of(
          "",
          "a",
          "A",
          "a-b",
          "-a",
          "a-",
          "a.b",
          "a_b",
          "a b",
          "é",
          "a\n",
          "\n",
          "😀",
          "1",
          "a".repeat(63),
          "a".repeat(64),
          "percpgop_01k789v5ewezr0f45j5zht9ysj",
          "percpgop_01K789V5EWEZR0F45J5ZHT9YSJ",
          "percpgop_81k789v5ewezr0f45j5zht9ysj",
          "percpgop_01k789v5ewezr0f45j5zht9ysu",
          "percpgop_",
          "kubernetes.project-planton.org/v1",
          "kubernetes.project-planton.org/v2",
          "PerconaPostgresqlOperator",
          "percona");

  private final Random random;

  RandomDocuments(Random random) {
    this.random = random;
  }

  /** The next document. */
  String next() {
    var document = complete();
    for (int i = random.nextInt(4); i > 0 && !document.isEmpty(); i--) {
      mutate(document);
    }
    // Nothing tells what kind of document an empty one is.
    return document.isEmpty() ? next() : new Gson().toJson(document);
  }

  private void mutate(Map<String, Object> document) {
    var places = new ArrayList<Map.Entry<String, Object>>();
    collect(document, places);
    var place = places.get(random.nextInt(places.size()));
    if (place.getValue() instanceof Map<?, ?> || random.nextInt(5) == 0) {
      remove(document, place);
    } else if (place.getValue() instanceof String) {
      boolean quantity = place.getKey().equals("cpu") || place.getKey().equals("memory");
      place.setValue(pick(quantity && random.nextInt(20) > 0 ? QUANTITIES : NAMES));
    } else if (place.getValue() instanceof Boolean) {
      place.setValue(random.nextBoolean());
    }
  }

  /** Removes an entry, or empties a mapping. */
  private void remove(Object mapping, Map.Entry<String, Object> place) {
    if (!(mapping instanceof Map<?, ?> map)) {
      return;
    }
    if (place.getValue() instanceof Map<?, ?> inner && random.nextBoolean()) {
      inner.clear();
      return;
    }
    if (!map.entrySet().remove(place)) {
      map.values().forEach(value -> remove(value, place));
    }
  }

  @SuppressWarnings("unchecked")
  private static void collect(Map<String, Object> mapping, List<Map.Entry<String, Object>> places) {
    for (var entry : mapping.entrySet()) {
      if (entry.getKey().equals("provider")) {
        continue;
      }
      places.add(entry);
      if (entry.getValue() instanceof Map<?, ?> inner) {
        collect((Map<String, Object>) inner, places);
      }
    }
  }

  private Map<String, Object> complete() {
    var metadata = map("name", "pg", "slug", "s", "id", "", "org", "acme", "env", "dev");
    metadata.put("labels", map("a/b", "c"));
    metadata.put("annotations", map("d", ""));
    metadata.put("tags", List.of("x", "y"));
    metadata.put("version", map("id", "v1", "message", "m", "previousVersionId", "v0"));
    var spec = map("namespace", "pgo", "createNamespace", random.nextBoolean());
    if (random.nextInt(4) > 0) {
      spec.put(
          "targetCluster",
          random.nextBoolean()
              ? map("kubernetesProviderConfigId", "k8scred_1")
              : map(
                  "kubernetesClusterSelector",
                  map("clusterKind", "GcpGkeCluster", "clusterName", "main")));
    }
    spec.put("container", map("resources", map("limits", pair(), "requests", pair())));
    var target =
        map("apiVersion", "kubernetes.project-planton.org/v1", "kind", "PerconaPostgresqlOperator");
    target.put("metadata", metadata);
    target.put("spec", spec);
    target.put("status", map("outputs", map("namespace", "x")));
    var document = map("target", target);
    if (random.nextBoolean()) {
      document.put("providerConfig", providerConfig());
    }
    return document;
  }

  private Map<String, Object> pair() {
    return random.nextInt(3) == 0
        ? map("cpu", pick(QUANTITIES), "memory", pick(QUANTITIES))
        : map("cpu", "1", "memory", "1Gi");
  }

  private Map<String, Object> providerConfig() {
    var names = List.of("gcp_gke", "aws_eks", "azure_aks", "digital_ocean_doks");
    var config = new LinkedHashMap<String, Object>();
    var provider = pick(names);
    if (random.nextInt(12) > 0) {
      config.put("provider", provider);
    }
    var given = random.nextInt(6) == 0 ? pick(names) : provider;
    switch (given) {
      case "gcp_gke" ->
          config.put(
              "gcpGke",
              map("clusterEndpoint", "e", "clusterCaData", "c", "serviceAccountKeyBase64", "s"));
      case "aws_eks" -> config.put("awsEks", map());
      case "azure_aks" -> config.put("azureAks", map());
      default -> config.put("digitalOceanDoks", map("kubeConfig", "k"));
    }
    return config;
  }

  private String pick(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
