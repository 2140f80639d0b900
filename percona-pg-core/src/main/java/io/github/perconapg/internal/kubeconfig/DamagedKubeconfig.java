package io.github.perconapg.internal.kubeconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/** Kubeconfigs that a habit has damaged, which each are told by name, with the way out. */
final class DamagedKubeconfig {

  /** What {@code kubectl config view} shows in place of certificates, keys and tokens. */
  private static final Set<String> OMITTED = Set.of("DATA+OMITTED", "REDACTED");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{16,}[=\\s]*");

  private DamagedKubeconfig() {}

  /** Refuses a whole file that is still encoded, as it lies in a Secret or a CI variable. */
  static void refuseEncoded(String text, String file) {
    if (BASE64.matcher(text).matches() && decoded(text).contains("clusters")) {
      throw Problem.of(
              ProblemCode.KUBECONFIG_INVALID,
              file
                  + ": this is a kubeconfig that is still base64-encoded, as a Secret or a CI"
                  + " variable holds it.",
              "Decode it before it is used: base64 -d < ENCODED > FILE.")
          .asException();
    }
  }

  /** Refuses a value that {@code kubectl config view} has omitted. */
  static void refuseOmitted(YamlNode value, String field) {
    if (OMITTED.contains(value.text())) {
      throw value.error(
          field + " was omitted: the file was saved from kubectl config view without --raw",
          "Save it again: kubectl config view --raw --minify --flatten > FILE.");
    }
  }

  /** The error about data that is not base64. */
  static PerconaPgException notBase64(YamlNode value, String field) {
    return value.text().contains("-----BEGIN")
        ? value.error(
            field + "-data holds PEM text, and not its base64 form",
            "Encode it (base64 -w0 FILE), or name the file in " + field + " without -data.")
        // Without the value, which could be part of a key.
        : value.error(field + "-data is not base64");
  }

  /** Refuses data that was encoded twice. */
  static void refuseTwiceEncoded(YamlNode value, String field, String content) {
    if (content.startsWith("LS0tLS1CRUdJTi")) {
      throw value.error(
          field + "-data is base64-encoded twice, as when a Secret's value is encoded again",
          "Decode it once: base64 -d.");
    }
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text.replaceAll("\\s", "")), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
