package io.github.perconapg.internal.diagnosis;

import java.util.regex.Pattern;

/**
 * What an error line of the operator says, without the time, level and place that it says with it,
 * so that two lines of one error are equal. Takes text, JSON and klog lines.
 */
public final class ErrorWords {

  /** The field error of both forms, and that of klog. */
  private static final Pattern ERROR =
      Pattern.compile("(?:\"error\"\\s*:\\s*|\\berr=)\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern MESSAGE =
      Pattern.compile("\"msg\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern BEFORE =
      Pattern.compile("^(\\S*\\d{4}-\\d\\d-\\d\\dT\\S+\\s+)?(ERROR\\s+)?");

  /** What may be otherwise the next time, since it is about the way to the API server. */
  private static final Pattern OF_THE_WAY =
      Pattern.compile(
          "connection (refused|reset)|i/o timeout|no such host|handshake|deadline"
              + " exceeded|\\bEOF\\b|unreachable|no route to host|leader election lost|renew"
              + " lease|timed out|TooManyRequests|Service ?Unavailable|currently"
              + " unable|etcdserver|x509");

  private ErrorWords() {}

  public static String of(String line) {
    for (var field : new Pattern[] {ERROR, MESSAGE}) {
      var found = field.matcher(line);
      if (found.find()) {
        return found.group(1).replace("\\\"", "\"");
      }
    }
    return BEFORE.matcher(line).replaceFirst("").replace('\t', ' ').strip();
  }

  /**
   * Tells whether words tell of something that may pass, such as a network that is not there yet.
   */
  static boolean mayPass(String words) {
    return OF_THE_WAY.matcher(words).find();
  }
}
