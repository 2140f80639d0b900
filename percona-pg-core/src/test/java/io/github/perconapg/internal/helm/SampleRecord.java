package io.github.perconapg.internal.helm;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.SecretListBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Release records as the API server answers them, for tests of other packages. */
public final class SampleRecord {

  private SampleRecord() {}

  /** A record with the given manifest. */
  public static Secret withManifest(int revision, String status, String manifest) {
    return HelmSecret.of(revision, status, "").manifest(manifest).fingerprint("f1").build();
  }

  /**
   * A record.
   *
   * @param fingerprint null for somebody else's
   */
  public static Secret of(
      int revision, String status, String description, @Nullable String fingerprint) {
    var secret = HelmSecret.of(revision, status, description).manifest("");
    return (fingerprint == null ? secret : secret.fingerprint(fingerprint)).build();
  }

  /** A record of this tool with the given manifest, as an object of the API. */
  public static Map<String, Object> finished(
      int revision, String fingerprint, String manifest, String... hooks) {
    return answered(
        HelmSecret.of(revision, "deployed", "percona-pg " + fingerprint)
            .manifest(manifest)
            .hooks(Arrays.stream(hooks).map(hook -> Map.of("manifest", hook)).toList())
            .fingerprint(fingerprint)
            .build());
  }

  /** A Secret as an object of the API. */
  public static Map<String, Object> answered(Secret secret) {
    return HelmSecret.answered(secret);
  }

  /** The same as this tool keeps it once it has discarded it. */
  public static Secret discarded(Secret record) {
    return new SecretBuilder(record)
        .editMetadata()
        .withName(QuarantinedRecords.PREFIX + record.getMetadata().getName() + ".uid")
        .withLabels(Map.of(RecordSecret.SAVED_FOR, "pg-operator"))
        .endMetadata()
        .withType(RecordSecret.DISCARDED)
        .build();
  }

  /** The answer to the question for a release's records. */
  public static String list(Secret... secrets) {
    return new KubernetesSerialization().asJson(new SecretListBuilder().withItems(secrets).build());
  }
}
