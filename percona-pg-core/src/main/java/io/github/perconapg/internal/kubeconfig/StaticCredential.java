package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.internal.outlet.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A credential that stands in the kubeconfig: certificate, token, name and password, or none. */
public final class StaticCredential implements Credential {

  private final @Nullable ClientCertificate certificate;
  private final @Nullable String authorization;
  private final Map<String, String> login;
  private final @Nullable Instant expires;

  private StaticCredential(
      @Nullable ClientCertificate certificate,
      @Nullable String authorization,
      Map<String, String> login,
      @Nullable Instant expires) {
    this.certificate = certificate;
    this.authorization = authorization;
    this.login = login;
    this.expires = expires;
  }

  /** A certificate, or nothing at all when it is null. */
  public static StaticCredential certificate(@Nullable ClientCertificate certificate) {
    return new StaticCredential(certificate, null, Map.of(), ends(certificate));
  }

  static StaticCredential token(@Nullable ClientCertificate certificate, String token) {
    var tokenEnds = TokenExpiry.of(token);
    return new StaticCredential(
        certificate,
        "Bearer " + token,
        Map.of("token", token),
        tokenEnds == null ? ends(certificate) : tokenEnds);
  }

  static StaticCredential password(
      @Nullable ClientCertificate certificate, String user, String password) {
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new StaticCredential(
        certificate,
        "Basic " + Base64.getEncoder().encodeToString(pair),
        Map.of("username", user, "password", password),
        ends(certificate));
  }

  @Override
  public void prepare(Redactor secrets, Supplier<Duration> left) {
    secrets.learn(login.get("token"));
    var password = login.get("password");
    if (password != null) {
      secrets.learnLogin(login.getOrDefault("username", ""), password);
    }
    if (certificate != null) {
      secrets.learn(certificate.keyPem());
    }
  }

  @Override
  public @Nullable String authorization() {
    return authorization;
  }

  @Override
  public @Nullable ClientCertificate certificate() {
    return certificate;
  }

  @Override
  public boolean renew() {
    return false;
  }

  @Override
  public boolean renewable() {
    return false;
  }

  @Override
  public @Nullable Instant expires() {
    return expires;
  }

  @Override
  public Map<String, Object> userEntry() {
    var entry = new LinkedHashMap<String, Object>(login);
    if (certificate != null) {
      entry.putAll(certificate.userEntry());
    }
    return entry;
  }

  private static @Nullable Instant ends(@Nullable ClientCertificate certificate) {
    return certificate == null ? null : certificate.expires();
  }
}
