package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.internal.yaml.BoundedJson;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * When a bearer token ends, where the token itself says so: the claim {@code exp} of a JSON web
 * token (RFC 7519), which tokens of ServiceAccounts and of OpenID Connect are. The signature is not
 * looked at; the API server does that.
 */
final class TokenExpiry {

  private TokenExpiry() {}

  /** The end of a token; null when it does not say. */
  static @Nullable Instant of(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      var claims = BoundedJson.object(Base64.getUrlDecoder().decode(parts[1]), Limits.FILE);
      return claims.get("exp") instanceof Number end
          ? Instant.ofEpochSecond(end.longValue())
          : null;
    } catch (UnreadableTextException | IllegalArgumentException | DateTimeException e) {
      return null; // not a web token, or one that ends after all time, so it says nothing
    }
  }
}
