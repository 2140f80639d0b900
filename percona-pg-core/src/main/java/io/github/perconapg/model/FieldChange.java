package io.github.perconapg.model;

import org.jspecify.annotations.Nullable;

/**
 * A changed field. Secret values are shown as {@code (masked)}.
 *
 * @param path names joined by dots; an entry of a list by its name or number in brackets, for
 *     example {@code spec.template.spec.containers[operator].image}
 * @param before the current value; null if there is none
 * @param after the value after the change; null if the field is removed
 */
public record FieldChange(String path, @Nullable String before, @Nullable String after) {

  /** Returns the change in one line: {@code path: before -> after}. */
  public String shown() {
    return path + ": " + text(before) + " -> " + text(after);
  }

  private static String text(@Nullable String value) {
    return value == null ? "(none)" : value;
  }
}
