package io.github.perconapg.release;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretListBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.jspecify.annotations.Nullable;

/** Release records as the API server answers them, for tests of other packages. */
public final class SampleRecord {

  private SampleRecord() {}

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

  /** The answer to the question for a release's records. */
  public static String list(Secret... secrets) {
    return new KubernetesSerialization().asJson(new SecretListBuilder().withItems(secrets).build());
  }
}
