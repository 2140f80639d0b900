package io.github.perconapg.internal.chart;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A web page in place of a file: log-in pages, captive portals and proxies send one with status
 * 200. Nothing that is fetched for a chart begins with {@code <}.
 */
final class WebPage {

  private static final int LOOKED_AT = 16 << 10;
  private static final int LONGEST_TITLE = 80;
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,200}>([^<]{0,400})");

  private WebPage() {}

  /**
   * Returns what it is, for a message; null when it is no web page.
   *
   * @param type the content type that the server gave; null for none
   */
  static @Nullable String described(byte[] body, @Nullable String type) {
    var begin =
        new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.UTF_8)
            .replaceFirst("^\\ufeff?\\s*+", "");
    if (!begin.startsWith("<")) {
      return null;
    }
    var title = TITLE.matcher(begin);
    var text = title.find() ? title.group(1).strip().replaceAll("\\s+", " ") : "";
    return "a web page"
        + (type == null ? "" : " (" + ChartProblems.quoted(type).replace("\"", "") + ")")
        + (text.isEmpty() ? "" : " with the title " + ChartProblems.quoted(shortened(text)));
  }

  private static String shortened(String title) {
    return title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) + "…" : title;
  }
}
