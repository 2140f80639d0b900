package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.fuzz.Refusal;
import java.util.Base64;

/** A bearer token, whose claims say when it ends. */
public final class TokenFuzz {

  private TokenFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var claims = Base64.getUrlEncoder().encodeToString(input);
    Refusal.orNone(() -> TokenExpiry.of("a." + claims + ".c"));
    Refusal.orNone(() -> TokenExpiry.of(Refusal.text(input)));
  }
}
