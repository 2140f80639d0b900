package io.github.perconapg.it.maven;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secret values of every shape, in a chart that uses them in a Secret, in plain fields and in words
 * of its own, over success and failure of the goals with -X: none is seen on the console, in a file
 * that is left, in an argument or in an environment.
 */
@WithControlPlane
@Tag("matrix")
class CanaryIT {

  /** The largest file that is looked into; only Helm's library is larger. */
  private static final long LARGEST = 8 * 1024 * 1024;

  private static final String PEM =
      """
      -----BEGIN PRIVATE KEY-----
      Y2FuYXJ5LWxpbmUtb25lLW9mLWEta2V5LTc3MTE5OQ==
      Y2FuYXJ5LWxpbmUtdHdvLW9mLWEta2V5LTc3MTE5OQ==
      -----END PRIVATE KEY-----
      """;

  private static final String DB_PASSWORD = "canary-p1ain-771199";

  /** Value paths of the chart, all below {@code auth}, and what they hold. */
  private static final Map<String, String> CANARIES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("dbPassword", DB_PASSWORD),
              Map.entry("adminPassword", "canary-p1ain-771199-longer"),
              Map.entry("replicationPassword", "canary \"quoted\" 771199"),
              Map.entry("userPassword", "canary\\back\\slash-771199"),
              Map.entry("apiToken", "canary&amp=%20;771199"),
              Map.entry("clientSecret", "canary-ümlaut-771199"),
              Map.entry("licenseKey", "8817711991234"),
              Map.entry("pin", "90177119"),
              Map.entry("pat", "ghp_canary771199canary771199canary77"),
              Map.entry("dsn", "postgres://canaryuser:canary-dsn-771199@db.example/app"),
              Map.entry("privateKey", PEM)));

  private static final String TEMPLATE =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: app}
      data:
        {{- range $name, $value := omit .Values.auth "fails" }}
        {{ $name }}: {{ $value | toString | b64enc | quote }}
        {{- end }}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: app}
      data:
        C1: {{ .Values.auth.dbPassword | quote }}
        C2: {{ printf "url=http://me:%s@db/" (.Values.auth.adminPassword | urlquery) | quote }}
        C3: {{ .Values.auth.privateKey | b64enc | quote }}
        C4: {{ toJson .Values.auth | quote }}
      {{- if .Values.auth.fails }}
      {{ fail (printf "refused: %s and %s" .Values.auth.replicationPassword .Values.auth.dsn) }}
      {{- end }}
      """;

  private final Maven maven;
  private final ControlPlane plane;
  private final Path root;
  private final Path temporary;
  private final Path cache;

  CanaryIT(ControlPlane plane, @TempDir Path root) throws IOException {
    this.plane = plane;
    this.root = root;
    this.temporary = Files.createDirectories(root.resolve("temporary"));
    this.cache = root.resolve("cache");
    this.maven =
        Maven.ofThisRun()
            .jvmOption("-Djava.io.tmpdir=" + temporary)
            .env("XDG_CACHE_HOME", cache.toString());
  }

  @Test
  void noSecretIsSeenOverSuccessAndFailureOfTheGoals(@FreshNamespace String namespace)
      throws IOException {
    var place = Workspace.of(root.resolve("here"), root.resolve("aside"), plane, namespace);
    prepare(place.aside(), StandInChart.of(OperatorRelease.V2_7));

    clean(place, Readme.goals("preview", "deploy", "verify", "history", "rbac"), "", 0);
    // Another password: the plan shows that it changes, and not from what to what.
    var changed = DB_PASSWORD + "-next";
    values(place.aside(), changed, false);
    clean(place, Readme.goals("preview", "deploy", "rollback", "logs"), changed, 0);
    values(place.aside(), changed, true);
    clean(place, Readme.goals("deploy"), changed, 1);
    prepare(
        place.aside(),
        StandInChart.of(OperatorRelease.V2_7)
            .withPodAnnotation(Failure.ANNOTATION, Failure.IMAGE_MISSING.value()));
    clean(place, Readme.goals("deploy"), changed, 1);
    clean(place, Readme.goals("destroy"), changed, 0);
  }

  /** Runs goals with -X, and looks for all canaries wherever they could be. */
  private void clean(Workspace place, List<String> goals, String oneMore, int exitCode)
      throws IOException {
    var words =
        place.words(
            goals,
            place.intoNamespace(),
            "-X",
            "-Dpercona-pg.valuesFile=" + place.aside().resolve("values.yaml"));
    var ran = maven.run(place.folder(), words);
    assertThat(ran.exitCode()).as(ran.text()).isEqualTo(exitCode); // -X shows stack traces
    var canaries = new ArrayList<>(CANARIES.values());
    canaries.add(place.token());
    if (!oneMore.isEmpty()) {
      canaries.add(oneMore);
    }
    for (var canary : canaries) {
      for (var form : forms(canary)) {
        assertThat(ran.text()).as("console").doesNotContain(form);
        assertThat(ran.arguments()).as("arguments").noneMatch(a -> a.contains(form));
        for (var folder : List.of(place.outputs(), temporary, cache)) {
          for (var file : files(folder)) {
            assertThat(Maven.text(file)).as("%s", file).doesNotContain(form);
          }
        }
      }
    }
    for (var file : files(place.outputs())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as("%s", file)
          .isEqualTo("rw-------");
    }
  }

  /** As it is, line by line, in JSON, in base64 and in a URL. */
  private static List<String> forms(String canary) {
    var forms = new ArrayList<String>();
    canary.lines().filter(line -> !line.startsWith("-----")).forEach(forms::add);
    forms.add(canary.strip().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(canary.getBytes(UTF_8)));
    forms.add(URLEncoder.encode(canary, UTF_8));
    forms.add(URLEncoder.encode(canary, UTF_8).replace("+", "%20"));
    // Of a URL the password is the secret.
    if (canary.contains("://")) {
      forms.replaceAll(form -> form.equals(canary) ? "canary-dsn-771199" : form);
    }
    // What a file or the console holds is compared as bytes.
    return forms.stream().map(form -> new String(form.getBytes(UTF_8), ISO_8859_1)).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(file -> size(file) < LARGEST).toList();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the chart, with the values that it knows, and the user's values. */
  private static void prepare(Path aside, StandInChart chart) throws IOException {
    var folder = chart.withFile("templates/app.yaml", TEMPLATE).writeTo(aside);
    var known = new StringBuilder("\nauth:\n  fails: false\n");
    CANARIES.keySet().forEach(name -> known.append("  ").append(name).append(": ''\n"));
    Files.writeString(folder.resolve("values.yaml"), known, StandardOpenOption.APPEND);
    values(aside, DB_PASSWORD, false);
  }

  private static void values(Path aside, String dbPassword, boolean fails) throws IOException {
    var text = new StringBuilder("auth:\n  fails: " + fails + "\n");
    var values = new TreeMap<>(CANARIES);
    values.put("dbPassword", dbPassword);
    values.forEach(
        (name, value) -> text.append("  ").append(name).append(": ").append(yaml(value)));
    Files.writeString(aside.resolve("values.yaml"), text);
  }

  private static String yaml(String value) {
    return value.contains("\n") ? "|\n" + value.indent(4) : "'" + value.replace("'", "''") + "'\n";
  }
}
