package io.github.perconapg.model;

import org.jspecify.annotations.Nullable;

/**
 * A field that differs. Secret values stand there as {@code (masked)}.
 *
 * @param path names joined by dots; an entry of a list by its name or number in brackets, for
 *     example {@code spec.template.spec.containers[operator].image}
 * @param before what is there now; null when it is not there
 * @param after what would be there; null when it would go
 */
public record FieldChange(String path, @Nullable String before, @Nullable String after) {

  /** The change for a person, in one line: {@code path: before -> after}. */
  public String shown() {
    return path + ": " + text(before) + " -> " + text(after);
  }

  private static String text(@Nullable String value) {
    return value == null ? "(none)" : value;
  }
}
