package io.github.perconapg.bench;

/** What is measured, in the order in which it happens on one control plane. */
enum Situation {
  /** Nothing is there yet: namespace, definitions, release, available. */
  FIRST_INSTALL("first install"),
  /** The same once more. */
  NOTHING_CHANGED("nothing changed"),
  /** The next chart, with other definitions. */
  UPGRADE("upgrade"),
  /** Everything but the definitions goes. */
  DESTROY("destroy"),
  /** Not about the cluster: what the process alone costs. */
  EMPTY("empty");

  private final String shown;

  Situation(String shown) {
    this.shown = shown;
  }

  /** The name in the report. */
  String shown() {
    return shown;
  }
}
