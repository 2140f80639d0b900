package io.github.perconapg.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * When a bearer token ends, where the token itself says so: the claim {@code exp} of a JSON web
 * token (RFC 7519), which tokens of ServiceAccounts and of OpenID Connect are. The signature is not
 * looked at; the API server does that.
 */
final class TokenExpiry {

  private static final JsonFactory JSON = new JsonFactory();

  private TokenExpiry() {}

  /** The end of a token; null when it does not say. */
  static @Nullable Instant of(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try (var claims = JSON.createParser(Base64.getUrlDecoder().decode(parts[1]))) {
      if (claims.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (claims.nextToken() == JsonToken.FIELD_NAME) {
        var name = claims.currentName();
        var value = claims.nextToken();
        if (name.equals("exp") && value.isNumeric()) {
          return Instant.ofEpochSecond(claims.getLongValue());
        }
        claims.skipChildren();
      }
      return null;
    } catch (IOException | IllegalArgumentException e) {
      return null; // not a web token, so it says nothing
    }
  }
}
