package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A token that another program renews in a file, as the kubelet does for a pod's service account.
 * It is read for every request: that costs far less than the request, and needs no clock.
 */
final class TokenFile implements Credential {

  private final Path file;
  private final @Nullable ClientCertificate certificate;
  private volatile String token = "";
  private volatile Redactor secrets = new Redactor();

  TokenFile(Path file, @Nullable ClientCertificate certificate) {
    this.file = file.toAbsolutePath();
    this.certificate = certificate;
  }

  @Override
  public void prepare(Redactor secrets, Supplier<Duration> left) {
    this.secrets = secrets;
    @Nullable String objection;
    try {
      objection = HeaderText.objection(content());
      read();
    } catch (IOException e) {
      throw Problem.of(
              ProblemCode.KUBECONFIG_INVALID,
              "The token file " + file + " cannot be read.",
              "Check that the file exists and that you may read it.")
          .asException(e);
    }
    if (objection != null) {
      throw Problem.of(
              ProblemCode.KUBECONFIG_INVALID,
              "The token in the file " + file + " " + objection + ".",
              "Write the token alone into the file, as its issuer gave it.")
          .asException();
    }
  }

  @Override
  public String authorization() {
    return "Bearer " + current();
  }

  @Override
  public @Nullable ClientCertificate certificate() {
    return certificate;
  }

  @Override
  public boolean renew() {
    var before = token;
    return !before.equals(current());
  }

  @Override
  public boolean renewable() {
    return certificate == null;
  }

  @Override
  public @Nullable Instant expires() {
    return certificate == null ? null : certificate.expires();
  }

  /** The file's name, not its content, so that a reader follows rotations of the token. */
  @Override
  public Map<String, Object> userEntry() {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("tokenFile", file.toString());
    if (certificate != null) {
      entry.putAll(certificate.userEntry());
    }
    return entry;
  }

  private String current() {
    try {
      return read();
    } catch (IOException e) {
      // While a rotation replaces the file it can be gone for a moment; the last token still holds.
      return token;
    }
  }

  private String read() throws IOException {
    var text = content();
    if (HeaderText.objection(text) != null) {
      return token; // half written, or damaged since: the last token may still hold
    }
    if (!text.equals(token)) {
      secrets.learn(text);
      token = text;
    }
    return text;
  }

  /** Without the line break at its end, as client-go reads it. */
  private String content() throws IOException {
    var text = Files.readString(file).strip();
    if (text.isEmpty()) {
      throw new IOException(file + " is empty");
    }
    return text;
  }
}
