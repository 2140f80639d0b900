package io.github.perconapg.bench;

/** The names of what is measured of a run. */
final class Figure {

  static final String WALL = "wall, s";
  static final String CPU = "processor, s";
  static final String PEAK = "peak memory of the caller, MB";
  static final String PEAK_OF_ALL = "peak memory of all processes, MB";
  static final String REQUESTS = "API requests";
  static final String REVIEWS = "of these access reviews";
  static final String HELMS = "of these Helm's own";
  static final String OTHERS = "of these neither";
  static final String WRITES = "of these writes";
  static final String SENT = "kB sent";
  static final String RECEIVED = "kB received";
  static final String SECRET = "release Secret, kB";

  /** What the names of a profile's figures begin with. */
  static final String PROFILE = "profile: ";

  static final String CRDS = "definitions really upgraded";

  private Figure() {}
}
