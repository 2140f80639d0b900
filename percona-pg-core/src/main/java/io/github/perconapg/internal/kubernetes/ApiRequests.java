package io.github.perconapg.internal.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.github.perconapg.internal.problem.UnusableAnswer;
import io.github.perconapg.internal.yaml.Unstructured;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are sent as text and answered as maps, for what the typed client would make heavy:
 * metadata-only lists and server-side apply of CRDs of several hundred kilobytes.
 */
public final class ApiRequests {

  /** Field manager of everything that is applied or written by this tool. */
  public static final String FIELD_MANAGER = "percona-pg";

  private static final String PARTIAL_METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

  /** The second is for what other servers answer, which may not know the first. */
  private static final String PARTIAL_METADATA_LIST =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1, application/json";

  private static final String AGGREGATED_DISCOVERY =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
          + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
          + "application/json";

  /** Plain, since all that is read becomes maps: made once, and soon made. */
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final String server;
  private final @Nullable Duration silence;

  /**
   * Sends over an HTTP client; {@link Connection#api} has one that knows the caller's credentials.
   *
   * @param server the API server's address
   */
  public ApiRequests(HttpClient http, String server) {
    this(http, server.endsWith("/") ? server.substring(0, server.length() - 1) : server, null);
  }

  private ApiRequests(HttpClient http, String server, @Nullable Duration silence) {
    this.http = http;
    this.server = server;
    this.silence = silence;
  }

  /**
   * The same with less patience: a request that is not answered in so long a time is given up, and
   * sent again over another connection as often as any request.
   */
  public ApiRequests impatient(Duration atMost) {
    return new ApiRequests(http, server, atMost);
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

  /** All kinds below {@code /api} or {@code /apis}, or the groups only on an older server. */
  @Nullable Map<String, Object> discover(String root) {
    return orNull(request(root).header("Accept", AGGREGATED_DISCOVERY));
  }

  /** A list whose items have nothing but their metadata; null when the server says 404. */
  public @Nullable Map<String, Object> listMetadata(String path) {
    return orNull(request(path).header("Accept", PARTIAL_METADATA_LIST));
  }

  /**
   * Watches a list, from what is there now on.
   *
   * @param path path, and query if there is any; with {@code resourceVersion} in it from there on
   * @param onEvent receives each event as one line of JSON, on a thread of the client
   * @return a watch for the caller to close
   */
  public MetadataWatch watchMetadata(String path, Consumer<String> onEvent) {
    return watch(path, PARTIAL_METADATA, onEvent);
  }

  /** As {@link #watchMetadata}, with whole objects. */
  MetadataWatch watch(String path, Consumer<String> onEvent) {
    return watch(path, "application/json", onEvent);
  }

  private MetadataWatch watch(String path, String accept, Consumer<String> onEvent) {
    var watch = path + (path.contains("?") ? "&" : "?") + "watch=true";
    return new MetadataWatch(http, request(watch).header("Accept", accept).build(), onEvent);
  }

  /**
   * Applies a document on the server's side.
   *
   * @param path path of the object, without query
   * @param manager the field manager
   * @param force whether to take ownership of fields of other managers
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
            .method("POST", "application/json", text(object))
            .header("Accept", "application/json"));
  }

  /**
   * Replaces an object, if it still has the resource version that the new one names.
   *
   * @param path path of the object, without query
   * @return the object as the server answers it
   * @throws KubernetesClientException when the server refuses; code 409 on a conflict
   */
  public Map<String, Object> put(String path, Map<String, Object> object) {
    return send(
        request(path)
            .method("PUT", "application/json", text(object))
            .header("Accept", "application/json"));
  }

  /**
   * Returns what a merge patch would make of an object; nothing is kept.
   *
   * @param path path of the object, without query
   * @param manager the field manager
   * @param patch the fields; a null takes one away
   * @return the whole object as it would be
   * @throws KubernetesClientException when the server would refuse
   */
  public Map<String, Object> dryRunPatch(String path, String manager, Map<String, Object> patch) {
    return send(
        request(path + "?fieldManager=" + manager + "&dryRun=All")
            .method("PATCH", "application/merge-patch+json", text(patch))
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
            .method("PATCH", "application/merge-patch+json", text(patch))
            .header("Accept", PARTIAL_METADATA));
  }

  /**
   * Deletes an object if it is still the one with the given UID.
   *
   * @throws KubernetesClientException when the server refuses; code 409 when it is another one
   */
  public void delete(String path, String uid) {
    delete(path, Map.of("uid", uid));
  }

  /**
   * Deletes an object if it is still as it was seen; that it is absent is success.
   *
   * @param preconditions {@code uid}, {@code resourceVersion}, or both
   * @throws KubernetesClientException when the server refuses; code 409 when it is another one
   */
  public void delete(String path, Map<String, Object> preconditions) {
    var options =
        Map.<String, Object>of(
            "apiVersion", "v1", "kind", "DeleteOptions", "preconditions", preconditions);
    orNull(request(path).method("DELETE", "application/json", text(options)));
  }

  private HttpRequest.Builder request(String path) {
    var request = http.newHttpRequestBuilder().uri(URI.create(server + path));
    return silence == null ? request : request.timeout(silence.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String text(Map<String, Object> object) {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a tree of maps, lists and scalars", e);
    }
  }

  private @Nullable Map<String, Object> orNull(HttpRequest.Builder request) {
    var response = answer(request);
    return isAbsent(response) ? null : body(response);
  }

  private Map<String, Object> send(HttpRequest.Builder request) {
    return body(answer(request));
  }

  private HttpResponse<byte[]> answer(HttpRequest.Builder builder) {
    try {
      return http.sendAsync(builder.build(), byte[].class).join();
    } catch (CompletionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new KubernetesClientException(String.valueOf(cause.getMessage()), cause);
    }
  }

  /** A page that a proxy puts in the place of what it does not find says nothing of the object. */
  private static boolean isAbsent(HttpResponse<byte[]> response) {
    return response.code() == HttpURLConnection.HTTP_NOT_FOUND
        && !ErrorAnswer.isPage(
            Unstructured.text(ErrorAnswer.status(response.code(), response.body()), "message"));
  }

  private static Map<String, Object> body(HttpResponse<byte[]> response) {
    return response.isSuccessful()
        ? json(response.body())
        : failed(ErrorAnswer.status(response.code(), response.body()));
  }

  private static Map<String, Object> failed(Map<String, Object> status) {
    throw new KubernetesClientException(JSON.convertValue(status, Status.class));
  }

  @SuppressWarnings("unchecked") // an API answer is a JSON object, whose keys are strings
  private static Map<String, Object> json(byte[] body) {
    try {
      Map<String, Object> object = JSON.readValue(body, Map.class);
      if (object != null) {
        return object;
      }
    } catch (IOException e) {
      throw new KubernetesClientException("The answer is not JSON", unusable(e));
    }
    throw new KubernetesClientException("The answer is not JSON", unusable(null));
  }

  private static UnusableAnswer unusable(@Nullable IOException cause) {
    var words =
        cause instanceof JsonProcessingException e ? " (" + e.getOriginalMessage() + ")" : "";
    return new UnusableAnswer("it answered with something that is no object of the API" + words);
  }
}
