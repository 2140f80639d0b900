package io.github.perconapg.controlplane.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * One request that the API server answered.
 *
 * @param verb get, list, watch, create, update, patch, delete or deletecollection; for a request
 *     that is not about a resource, the HTTP method in lower case
 * @param group the API group; empty for the core group and for other requests
 * @param resource the plural with its subresource, such as pods or pods/log; empty for a request
 *     that is not about a resource
 * @param namespace empty for what has none
 * @param name empty for lists and where the server chose the name
 * @param user who asked; with impersonation, whom the request was made for
 * @param userAgent the client's own description of itself
 * @param code the HTTP status of the answer
 * @param uri path and query as they were asked
 */
public record AuditEntry(
    String verb,
    String group,
    String resource,
    String namespace,
    String name,
    String user,
    String userAgent,
    int code,
    String uri) {
  private static final Set<String> READS = Set.of("get", "list", "watch", "head", "options");

  /** Asked with POST, yet they change nothing. */
  private static final Set<String> QUESTIONS =
      Set.of(
          "selfsubjectaccessreviews",
          "selfsubjectrulesreviews",
          "selfsubjectreviews",
          "subjectaccessreviews",
          "localsubjectaccessreviews",
          "tokenreviews");

  private static final List<String> COMPONENTS =
      List.of(
          "kube-apiserver/",
          "kube-controller-manager/",
          "kube-scheduler/",
          "kwok/",
          "kwok-controller/",
          "kwokctl/",
          "percona-pg-stand-in/");

  static AuditEntry of(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String subresource = object.path("subresource").asText("");
    JsonNode user =
        event.has("impersonatedUser") ? event.get("impersonatedUser") : event.path("user");
    return new AuditEntry(
        event.path("verb").asText(""),
        object.path("apiGroup").asText(""),
        object.path("resource").asText("") + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(""),
        object.path("name").asText(""),
        user.path("username").asText(""),
        event.path("userAgent").asText(""),
        event.path("responseStatus").path("code").asInt(),
        event.path("requestURI").asText(""));
  }

  /**
   * Whether the request may have changed something: neither a read nor a question about rights nor
   * a dry run.
   *
   * @return also true for a write that was refused
   */
  public boolean isWrite() {
    return !READS.contains(verb) && !QUESTIONS.contains(resource) && !uri.contains("dryRun=All");
  }

  /**
   * Whether it came from a part of the plane itself, or from the stand-in operator.
   *
   * @return false for everybody else, such as kubectl, helm and the code under test
   */
  public boolean isFromThePlane() {
    return COMPONENTS.stream().anyMatch(userAgent::startsWith);
  }
}
