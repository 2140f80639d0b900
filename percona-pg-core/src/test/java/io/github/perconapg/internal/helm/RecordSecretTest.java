package io.github.perconapg.internal.helm;

import static io.github.perconapg.internal.helm.HelmSecret.base64;
import static io.github.perconapg.internal.helm.HelmSecret.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.ProblemCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RecordSecretTest {

  private static final String OURS = "percona-pg f1";

  private static StoredRevision stored(Secret secret) {
    return RecordSecret.read(HelmSecret.answered(secret), "pg-operator");
  }

  private static ReleaseRecord read(HelmSecret secret) {
    return (ReleaseRecord) stored(secret.build());
  }

  private static UnreadableRevision unreadable(HelmSecret secret) {
    return (UnreadableRevision) stored(secret.build());
  }

  @Test
  void decodesWhatHelmStores() {
    var record =
        read(HelmSecret.of(3, "deployed", OURS).fingerprint("f1").values(Map.of("a", "b")));
    assertThat(record)
        .isEqualTo(
            new ReleaseRecord(
                "pg-operator",
                "pgo",
                3,
                ReleaseStatus.DEPLOYED,
                OURS,
                "2026-11-22T10:00:01Z",
                "pg-operator",
                "2.7.0",
                "2.7.0",
                "f1",
                null,
                Map.of(),
                null,
                Map.of("a", "b"),
                "---\nkind: Deployment\n",
                "kind: Job",
                new ReleaseRecord.SecretIdentity(
                    "sh.helm.release.v1.pg-operator.v3", "uid-3", "103"),
                null));
    assertThat(record.ours()).isTrue();
  }

  @Test
  void keepsTheTypesOfValues() {
    var values = new LinkedHashMap<String, Object>();
    values.put("whole", 5);
    values.put("large", 3_000_000_000L);
    values.put("part", 1.5);
    values.put("flag", true);
    values.put("list", Arrays.asList("x", 1, null, Map.of("y", false)));
    values.put("taken away", null);
    assertThat(read(HelmSecret.of(1, "deployed", OURS).values(values)).userValues())
        .isEqualTo(values);
  }

  @Test
  void readsARecordWithoutValues() {
    var json = HelmSecret.of(1, "deployed", "x").json().replace("\"config\":{}", "\"config\":null");
    var secret = HelmSecret.of(1, "deployed", "x").data(base64(gzip(json.getBytes(UTF_8))));
    assertThat(read(secret).userValues()).isEmpty();
  }

  @Test
  void readsARecordThatIsNotCompressed() {
    var json = HelmSecret.of(2, "deployed", "x").json();
    assertThat(read(HelmSecret.of(2, "deployed", "x").data(base64(json.getBytes(UTF_8)))))
        .returns(2, ReleaseRecord::revision);
  }

  @Test
  void showsNeitherValuesNorManifestAsText() {
    var record = read(HelmSecret.of(1, "deployed", OURS).values(Map.of("password", "canary")));
    assertThat(record.toString()).doesNotContain("canary").doesNotContain("kind: Deployment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%%%",
        "AAAA",
        "H4sIAAAA",
        "bnVsbA==",
        "W10=",
        "e30=",
        "eyJuYW1lIjoieCIsInZlcnNpb24iOiI=",
        "eyJ2ZXJzaW9uIjo5OTk5OTk5OTk5OTl9"
      })
  void keepsARecordThatItCannotReadAndSaysWhy(String data) {
    var revision = unreadable(HelmSecret.of(4, "pending-upgrade", "x").data(data));
    assertThat(revision.revision()).isEqualTo(4);
    assertThat(revision.status()).isEqualTo(ReleaseStatus.PENDING_UPGRADE);
    assertThat(revision.secret().uid()).isEqualTo("uid-4");
    assertThat(revision.problem().code()).isEqualTo(ProblemCode.RELEASE_UNREADABLE);
    assertThat(revision.problem().facts()).anyMatch(fact -> fact.contains("v4"));
    assertThat(revision.problem().summary()).contains("Revision 4 of release pg-operator");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{", "1"})
  void saysThatTheValuesItKeptAreUnreadable(String kept) {
    var secret = HelmSecret.of(1, "deployed", "x").chartAnnotation("percona-pg/kept-values", kept);
    assertThat(unreadable(secret).reason()).contains("percona-pg/kept-values");
  }

  @Test
  void takesLabelsThatAreNoTextForNone() {
    var secret = HelmSecret.answered(HelmSecret.of(1, "deployed", "x").build());
    var labels = Map.<String, Object>of("percona-pg/proven", 1, "percona-pg/proven-revision", "1");
    Unstructured.map(secret, "metadata").put("labels", labels);
    assertThat(RecordSecret.read(secret, "pg-operator")).isInstanceOf(ReleaseRecord.class);
  }

  @Test
  void cutsABombShort() {
    var zeros = new byte[80 << 20];
    Arrays.fill(zeros, (byte) ' ');
    var revision = unreadable(HelmSecret.of(1, "deployed", "x").data(base64(gzip(zeros))));
    assertThat(revision.reason()).contains("longer than 67108864 bytes");
  }

  @Test
  void cutsDeepNestingShort() {
    var json = "{\"config\":" + "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000) + "}";
    var revision =
        unreadable(HelmSecret.of(1, "deployed", "x").data(base64(gzip(json.getBytes(UTF_8)))));
    assertThat(revision.reason()).contains("levels deep");
  }

  @Test
  void doesNotGuessAtALaterFormat() {
    assertThat(unreadable(HelmSecret.of(1, "deployed", "x").type("helm.sh/release.v2")).reason())
        .contains("helm.sh/release.v2");
  }

  @Test
  void takesOtherSecretsForNoRecord() {
    assertThat(
            RecordSecret.isRecord(
                HelmSecret.answered(HelmSecret.of(1, "deployed", "x").type("Opaque").build())))
        .isFalse();
    assertThat(
            RecordSecret.isRecord(HelmSecret.answered(HelmSecret.of(1, "deployed", "x").build())))
        .isTrue();
  }

  @Test
  void isProvenOnlyWhenTheLabelsNameThisRevision() {
    var proven =
        HelmSecret.of(2, "deployed", OURS)
            .fingerprint("f1")
            .label(RecordSecret.PROVEN, "f1")
            .label(RecordSecret.PROVEN_REVISION, "2")
            .annotation(RecordSecret.CRD_GENERATIONS, "a=1");
    assertThat(read(proven))
        .returns("f1", ReleaseRecord::provenFingerprint)
        .returns("a=1", ReleaseRecord::crdGenerations);
  }

  @Test
  void isNotProvenByLabelsThatHelmCopiedFromTheFormerRecord() {
    var copied =
        HelmSecret.of(3, "deployed", OURS)
            .fingerprint("f1")
            .label(RecordSecret.PROVEN, "f1")
            .label(RecordSecret.PROVEN_REVISION, "2");
    assertThat(read(copied).provenFingerprint()).isNull();
  }
}
