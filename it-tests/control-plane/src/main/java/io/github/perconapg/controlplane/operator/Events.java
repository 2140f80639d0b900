package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Records events as client-go's recorder does: what cannot be recorded is dropped. */
final class Events {
  private static final System.Logger LOG = System.getLogger(Events.class.getName());

  private final KubernetesClient client;
  private final ObjectReference about;
  private final String source;

  /**
   * A recorder.
   *
   * @param client in whose name events are written
   * @param about the object, with its namespace
   * @param source the component that reports
   */
  Events(KubernetesClient client, ObjectReference about, String source) {
    this.client = client;
    this.about = about;
    this.source = source;
  }

  void record(String type, String reason, String message) {
    String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    try {
      client
          .resource(
              new EventBuilder()
                  .withNewMetadata()
                  .withGenerateName(about.getName() + ".")
                  .withNamespace(about.getNamespace())
                  .endMetadata()
                  .withInvolvedObject(about)
                  .withType(type)
                  .withReason(reason)
                  .withMessage(message)
                  .withNewSource()
                  .withComponent(source)
                  .endSource()
                  .withFirstTimestamp(time)
                  .withLastTimestamp(time)
                  .withCount(1)
                  .build())
          .create();
    } catch (KubernetesClientException e) {
      // No right to events, or a namespace that is going: the play goes on without this event.
      LOG.log(System.Logger.Level.DEBUG, "an event was not recorded", e);
    }
  }
}
