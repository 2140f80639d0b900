package io.github.perconapg.target;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are sent as text and answered as maps, for what the typed client would make heavy:
 * metadata-only lists and server-side apply of definitions of several hundred kilobytes.
 */
public final class ApiRequests {

  private static final String PARTIAL_METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
  private static final String PARTIAL_METADATA_LIST =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

  private final KubernetesClient client;

  /** Sends over the given client. */
  public ApiRequests(KubernetesClient client) {
    this.client = client;
  }

  /**
   * An object or a list as it is.
   *
   * @param path path and query, from {@code /api}
   * @return the answer, or null when the server says 404
   * @throws KubernetesClientException on any other answer than 200
   */
  public @Nullable Map<String, Object> get(String path) {
    return orNull(request(path).header("Accept", "application/json"));
  }

  /** A list whose items have nothing but their metadata; null when the server says 404. */
  public @Nullable Map<String, Object> listMetadata(String path) {
    return orNull(request(path).header("Accept", PARTIAL_METADATA_LIST));
  }

  /**
   * Watches a list, from what is there now on.
   *
   * @param onEvent receives each event as one line of JSON, on a thread of the client
   * @return a watch for the caller to close
   */
  public MetadataWatch watchMetadata(String path, Consumer<String> onEvent) {
    var request = request(path + "?watch=true").header("Accept", PARTIAL_METADATA).build();
    return new MetadataWatch(client.getHttpClient(), request, onEvent);
  }

  /**
   * Applies a document on the server's side.
   *
   * @param path path of the object, without query
   * @param manager the field manager
   * @param force whether fields of other managers are taken over
   * @param yaml the document, YAML or JSON
   * @return the metadata of the object as it is now
   * @throws KubernetesClientException when the server refuses; code 409 on a conflict
   */
  public Map<String, Object> apply(String path, String manager, boolean force, String yaml) {
    var query = "?fieldManager=" + manager + "&force=" + force;
    return send(
        request(path + query)
            .method("PATCH", "application/apply-patch+yaml", yaml)
            .header("Accept", PARTIAL_METADATA));
  }

  /**
   * Sends an object to a collection.
   *
   * @param path path and query
   * @return the object as the server answers it
   * @throws KubernetesClientException when the server refuses
   */
  public Map<String, Object> post(String path, Map<String, Object> object) {
    return send(
        request(path)
            .method("POST", "application/json", client.getKubernetesSerialization().asJson(object))
            .header("Accept", "application/json"));
  }

  /**
   * What a forced server-side apply would make of an object; nothing is kept.
   *
   * @param path path of the object, without query
   * @param manager the field manager
   * @return the whole object as it would be
   * @throws KubernetesClientException when the server would refuse
   */
  public Map<String, Object> dryRunApply(String path, String manager, Map<String, Object> object) {
    return send(
        request(path + "?fieldManager=" + manager + "&force=true&dryRun=All")
            .method(
                "PATCH",
                "application/apply-patch+yaml",
                client.getKubernetesSerialization().asJson(object))
            .header("Accept", "application/json"));
  }

  /**
   * Changes some fields of an object.
   *
   * @param path path of the object, without query
   * @param manager the field manager
   * @param patch the fields; with {@code metadata.uid} and {@code metadata.resourceVersion} only
   *     the object that has these is changed
   * @throws KubernetesClientException when the server refuses; code 409 on a conflict
   */
  public void mergePatch(String path, String manager, Map<String, Object> patch) {
    send(
        request(path + "?fieldManager=" + manager)
            .method(
                "PATCH",
                "application/merge-patch+json",
                client.getKubernetesSerialization().asJson(patch))
            .header("Accept", PARTIAL_METADATA));
  }

  /**
   * Deletes an object if it is still the one with the given UID.
   *
   * @throws KubernetesClientException when the server refuses; code 409 when it is another one
   */
  public void delete(String path, String uid) {
    var options =
        "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"preconditions\":{\"uid\":\""
            + uid
            + "\"}}";
    orNull(request(path).method("DELETE", "application/json", options));
  }

  private HttpRequest.Builder request(String path) {
    var root = client.getMasterUrl().toString();
    var base = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    return client.getHttpClient().newHttpRequestBuilder().uri(URI.create(base + path));
  }

  private @Nullable Map<String, Object> orNull(HttpRequest.Builder request) {
    try {
      return send(request);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return null;
      }
      throw e;
    }
  }

  private Map<String, Object> send(HttpRequest.Builder builder) {
    HttpResponse<byte[]> response;
    try {
      response = client.getHttpClient().sendAsync(builder.build(), byte[].class).join();
    } catch (CompletionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new KubernetesClientException(String.valueOf(cause.getMessage()), cause);
    }
    var body = new String(response.body(), StandardCharsets.UTF_8);
    if (!response.isSuccessful()) {
      throw failure(response.code(), body);
    }
    return json(body);
  }

  private KubernetesClientException failure(int code, String body) {
    if (body.startsWith("{")) {
      return new KubernetesClientException(
          client.getKubernetesSerialization().unmarshal(body, Status.class));
    }
    return new KubernetesClientException("HTTP " + code + ": " + body, code, null);
  }

  @SuppressWarnings("unchecked") // an API answer is a JSON object, whose keys are strings
  private Map<String, Object> json(String body) {
    return client.getKubernetesSerialization().unmarshal(body, Map.class);
  }
}
