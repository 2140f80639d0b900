package io.github.perconapg.it;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One verb, one of its requests, and what goes wrong there.
 *
 * @param verb the verb
 * @param request the first request of this shape is spoiled; see {@link #shape}
 * @param fault what goes wrong
 */
record FaultCase(Verb verb, String request, Fault fault) {

  /** What a run does. */
  enum Verb {
    UPGRADE,
    ROLLBACK,
    DESTROY,
    /** Last, so that the CRDs of the plane are there when its requests are seen. */
    DEPLOY
  }

  /** What goes wrong at a request. */
  enum Fault {
    RESET(Fate.RESET),
    ANSWER_LOST(Fate.LOSE_ANSWER),
    ANSWER_CUT(Fate.CUT_ANSWER),
    SILENCE(Fate.HANG),
    TOO_MANY_REQUESTS(Fate.TOO_MANY_REQUESTS),
    INTERNAL_ERROR(Fate.INTERNAL_ERROR),
    UNAVAILABLE(Fate.UNAVAILABLE),
    CONFLICT(Fate.CONFLICT),
    FORBIDDEN(Fate.FORBIDDEN),
    UNAUTHORIZED(Fate.UNAUTHORIZED),
    GONE(Fate.GONE),
    HTML(Fate.HTML),
    DELAY(Fate.DELAY),
    /** The API server is killed and started again. */
    RESTART(Fate.CUT),
    /** The process is killed before the request arrives, with all that it started. */
    KILL(Fate.CUT),
    /** The process is killed while the request is answered, with all that it started. */
    KILL_AFTER(Fate.LOSE_ANSWER);

    private final Fate fate;

    Fault(Fate fate) {
      this.fate = fate;
    }

    /** What becomes of the request itself. */
    Fate fate() {
      return fate;
    }

    boolean kills() {
      return this == KILL || this == KILL_AFTER;
    }
  }

  /**
   * Groups whose kinds matter to a run; it asks the others alike, to see what a namespace holds.
   */
  private static final Pattern ALIKE =
      Pattern.compile(
          "^GET /apis/(?!apps/|coordination|pgv2|postgres-operator|upstream|rbac)[^/]+/[^/]+"
              + "($|/namespaces/NS/)[^/]*$");

  private static final Pattern OWN =
      Pattern.compile("pg-operator-[a-z0-9]{6,10}-[a-z0-9]{5}|\\.v\\d+|[.][0-9a-f]{16}(?=$|[?/])");

  /**
   * What two runs have in common of a request: who sends it, method, and path without what is new
   * in each run. Of the query the names count, since versions and limits differ.
   */
  static String shape(ApiProxy.Request request, String namespace) {
    var parts = request.path().split("[?]", 2);
    var query =
        Stream.of(parts.length < 2 ? new String[0] : parts[1].split("&"))
            .map(p -> p.replaceAll("=.*", ""))
            .filter(name -> List.of("dryRun", "watch", "follow", "labelSelector").contains(name))
            .sorted()
            .toList();
    var who = request.agent().startsWith("Helm/") ? "helm " : "";
    var path = OWN.matcher(parts[0].replace(namespace, "NS")).replaceAll("*");
    var shape = ALIKE.matcher(request.method() + " " + path).replaceAll("GET /apis/*$1");
    return who + shape + (query.isEmpty() ? "" : " " + query);
  }

  @Override
  public String toString() {
    return verb + " " + fault + " at " + request;
  }
}
