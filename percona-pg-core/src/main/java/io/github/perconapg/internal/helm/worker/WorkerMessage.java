package io.github.perconapg.internal.helm.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the caller and the worker say to each other: named strings, on one line of ASCII. Form
 * encoding rather than JSON, because a JSON library on the worker's class path would cost more time
 * than the worker's start has.
 *
 * @param fields the names and their values, in order
 */
public record WorkerMessage(Map<String, String> fields) {

  /** Field of a request: which verb to carry out. */
  public static final String VERB = "verb";

  /** Field of a request: path of the chart's folder. */
  public static final String CHART = "chart";

  /** Field of a request: the release's name. */
  public static final String RELEASE = "release";

  /** Field of a request: the release's namespace. */
  public static final String NAMESPACE = "namespace";

  /** Field of a request: Helm's description of the revision. */
  public static final String DESCRIPTION = "description";

  /** Field of a request: path of the file with the user-supplied values. */
  public static final String VALUES = "values";

  /** Field of a request: path of the kubeconfig. */
  public static final String KUBECONFIG = "kubeconfig";

  /** Field of a request: how long Helm may wait for hooks, in seconds. */
  public static final String TIMEOUT = "timeout";

  /** Field of a request to render: path of a file with the API server's answers, as a message. */
  public static final String ANSWERS = "answers";

  /** Field of a question that the worker asks while it renders: the path of what is looked up. */
  public static final String LOOKUP = "lookup";

  /** Field of the answer to a question: the HTTP status. */
  public static final String STATUS = "status";

  /** Field of the answer to a question: the object, or why there is none. */
  public static final String BODY = "body";

  /** Field of an answer: what Helm answered; absent when it failed. */
  public static final String RESULT = "result";

  /** Field of an answer: what Helm says went wrong. */
  public static final String ERROR = "error";

  /** Copies the fields, keeping their order. */
  public WorkerMessage {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** A field's value, empty when it is absent. */
  public String get(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Tells whether the field is there. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** One line of ASCII, without a line break. */
  public String encode() {
    return fields.entrySet().stream()
        .map(
            field ->
                URLEncoder.encode(field.getKey(), UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when the line is something else
   */
  public static WorkerMessage decode(String line) {
    var fields = new LinkedHashMap<String, String>();
    for (var pair : line.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("not a message");
      }
      fields.put(
          URLDecoder.decode(pair.substring(0, equals), UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return new WorkerMessage(fields);
  }
}
