package io.github.perconapg.internal.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.internal.yaml.Unstructured;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes a Status of the body of any error answer. An API server sends one; a proxy, a gateway or a
 * load balancer on the way sends what it likes, and its HTTP status is then all that can be relied
 * on.
 */
final class ErrorAnswer {

  /** How long a message may be, in characters. */
  static final int LONGEST = 4096;

  private static final String PAGE =
      "a page of HTML instead of an API server's answer, as a proxy or a load balancer on the way"
          + " gives it";
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");
  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorAnswer() {}

  /** The Status of an error answer, as JSON. */
  static byte[] json(int code, byte[] body) {
    try {
      return JSON.writeValueAsBytes(status(code, body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // what was read can be written
    }
  }

  /** The Status of an error answer; its code is the HTTP status, whatever the body says. */
  static Map<String, Object> status(int code, byte[] body) {
    var text = new String(body, StandardCharsets.UTF_8).strip();
    var given = object(text);
    var status = new LinkedHashMap<String, Object>();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.put("status", "Failure");
    status.put("code", code);
    if ("Status".equals(given.get("kind"))) {
      status.put("message", cut(Unstructured.text(given, "message")));
      status.put("reason", cut(Unstructured.text(given, "reason")));
      status.put("details", details(given));
    } else {
      status.put("message", cut("HTTP " + code + ": " + words(text)));
    }
    return status;
  }

  /** Returns true if a message was made of a page of HTML, which says nothing of the request. */
  static boolean isPage(String message) {
    return message.contains(PAGE);
  }

  private static Map<String, Object> details(Map<String, Object> given) {
    var details = new LinkedHashMap<String, Object>();
    for (var key : List.of("name", "group", "kind", "uid")) {
      details.put(key, cut(Unstructured.text(given, "details", key)));
    }
    if (Unstructured.at(given, "details", "retryAfterSeconds") instanceof Integer seconds) {
      details.put("retryAfterSeconds", seconds);
    }
    details.put(
        "causes",
        Unstructured.list(given, "details", "causes").stream()
            .limit(10)
            .map(ErrorAnswer::cause)
            .toList());
    return details;
  }

  private static Map<String, Object> cause(Object cause) {
    return Map.of(
        "reason", cut(Unstructured.text(cause, "reason")),
        "message", cut(Unstructured.text(cause, "message")),
        "field", cut(Unstructured.text(cause, "field")));
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are strings
  private static Map<String, Object> object(String text) {
    if (!text.startsWith("{")) {
      return Map.of();
    }
    try {
      return JSON.readValue(text, Map.class);
    } catch (JsonProcessingException e) {
      return Map.of(); // plain text after all
    }
  }

  private static String words(String text) {
    if (text.isEmpty()) {
      return "an empty answer";
    }
    if (!text.startsWith("<")) {
      return text;
    }
    var title = TITLE.matcher(text);
    return PAGE + (title.find() ? " (" + title.group(1).strip() + ")" : "");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
