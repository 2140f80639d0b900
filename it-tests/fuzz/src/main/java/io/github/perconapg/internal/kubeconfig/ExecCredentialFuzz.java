package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.fuzz.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What a credential plugin prints. */
public final class ExecCredentialFuzz {

  private ExecCredentialFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var version = "client.authentication.k8s.io/v1";
    var spec = new ExecPlugin.Spec("c", List.of(), Map.of(), version, false, null, "u");
    var cluster = new ClusterEntry(URI.create("https://h:1"), null, false, null, null, null);
    Refusal.orNone(() -> new ExecPlugin(spec, Map.of(), cluster).parse(input));
  }
}
