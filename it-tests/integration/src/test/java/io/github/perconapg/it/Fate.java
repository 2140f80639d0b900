package io.github.perconapg.it;

import org.jspecify.annotations.Nullable;

/** What {@link ApiProxy} does with a request. */
enum Fate {
  /** It is passed on, and so is its answer. */
  PASS,
  /** It never arrives, and the connection stays open without an answer. */
  HANG,
  /** It never arrives, and the connection is closed. */
  CUT,
  /** It never arrives, and the connection is reset. */
  RESET,
  /** It arrives, and the connection is closed instead of the answer. */
  LOSE_ANSWER,
  /** It arrives, and the connection is closed after the first part of the answer. */
  CUT_ANSWER,
  /** It arrives; all but the last byte of the answer comes, and the connection stays open. */
  STALL_ANSWER,
  /** It arrives five seconds late. */
  DELAY,
  /** It never arrives; the server asks for patience. */
  TOO_MANY_REQUESTS(429, "TooManyRequests"),
  /** It never arrives; an error of the server. */
  INTERNAL_ERROR(500, "InternalError"),
  /** It never arrives; the server is overloaded, or not there behind its load balancer. */
  UNAVAILABLE(503, "ServiceUnavailable"),
  /** It never arrives; it is said to collide with another write. */
  CONFLICT(409, "Conflict"),
  /** It never arrives; the permission is said to be missing. */
  FORBIDDEN(403, "Forbidden"),
  /** It never arrives; the credential is said to be rejected. */
  UNAUTHORIZED(401, "Unauthorized"),
  /** It never arrives; the version that it names is said to be too old. */
  GONE(410, "Expired"),
  /** It never arrives; a proxy answers with a page for people. */
  HTML(200, null);

  private final int status;
  private final @Nullable String reason;

  Fate() {
    this(0, null);
  }

  Fate(int status, @Nullable String reason) {
    this.status = status;
    this.reason = reason;
  }

  /** Whether the proxy answers in the server's place. */
  boolean answers() {
    return status > 0;
  }

  /** The answer in the server's place, head and body. */
  String answer() {
    var body =
        reason == null
            ? "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>"
            : """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",\
            "message":"spoiled on purpose","reason":"%s","code":%d}\
            """
                .formatted(reason, status);
    return "HTTP/1.1 %d Spoiled\r\nContent-Type: %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(
            status,
            reason == null ? "text/html" : "application/json",
            status == 429 ? "Retry-After: 1\r\n" : "",
            body.length(),
            body);
  }
}
