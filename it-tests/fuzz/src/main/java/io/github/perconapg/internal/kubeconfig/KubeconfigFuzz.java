package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.fuzz.Refusal;
import io.github.perconapg.model.Environment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** A kubeconfig, of which each context is read. */
public final class KubeconfigFuzz {

  private KubeconfigFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var none = Path.of("/nonexistent");
    var environment = new Environment(Map.of(), none, none, none, Clock.systemUTC());
    Refusal.orNone(
        () -> {
          var kubeconfig = Kubeconfig.embedded(Refusal.text(input), "k");
          for (var name : kubeconfig.contexts()) {
            var context = kubeconfig.context(name);
            if (context != null) {
              Refusal.orNone(
                  () -> new KubeconfigReader(environment).read(kubeconfig, name, context));
            }
          }
        });
  }
}
