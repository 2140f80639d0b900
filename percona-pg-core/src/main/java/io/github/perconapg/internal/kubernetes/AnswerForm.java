package io.github.perconapg.internal.kubernetes;

import java.net.URI;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Checks the form of a successful response, by the request and the response headers. */
enum AnswerForm {
  /** Whatever it is: a log, or something that is not one of the API's objects. */
  ANY,
  /** An object of the API. */
  OBJECT,
  /** A page that a person would see in a browser; no API server gives one. */
  PAGE;

  static AnswerForm of(URI uri, ResponseInfo info) {
    var path = uri.getPath();
    var ofTheApi = path.startsWith("/api") || path.startsWith("/version");
    if (!ofTheApi || path.contains("/proxy")) {
      return ANY;
    }
    var type = info.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    return type.contains("html") ? PAGE : type.contains("json") ? OBJECT : ANY;
  }

  /** The first byte that is no white space, which stays in the buffer; negative for none. */
  static int first(ByteBuffer buffer) {
    for (var i = buffer.position(); i < buffer.limit(); i++) {
      if (!Character.isWhitespace(buffer.get(i))) {
        return buffer.get(i) & 0xff;
      }
    }
    return -1;
  }

  boolean beginsWith(int first) {
    return this == ANY || (this == OBJECT && first == '{');
  }

  String objection() {
    return this == PAGE
        ? "it answered with a page of HTML, as a proxy or a log-in page does"
        : "it answered with something that is no object of the API";
  }
}
