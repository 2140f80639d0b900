package io.github.perconapg.it;

/**
 * How a case ended.
 *
 * @param of the case
 * @param kind how
 * @param detail the code of a failure, or what is wrong
 */
record FaultOutcome(FaultCase of, Kind kind, String detail) {

  /** How a case can end. */
  enum Kind {
    /** The verb succeeded all the same, and what it says is so. */
    RIDDEN_OUT(true),
    /** It failed with its code, or was killed, and the next run ended as a clean one. */
    FAILED_CLEANLY(true),
    /** The run did not come to this request; nothing is shown. */
    NOT_REACHED(true),
    /** It said success, and it was none. */
    WRONG_SUCCESS(false),
    /** It failed with something that is no problem of the catalogue. */
    UNCLEAN(false),
    /** The next run did not bring about the state of a clean one. */
    NOT_CONVERGED(false),
    /** Something that belongs to a user is gone. */
    LOST(false),
    /** It did not end by its deadline. */
    HUNG(false);

    private final boolean good;

    Kind(boolean good) {
      this.good = good;
    }

    boolean isGood() {
      return good;
    }
  }

  @Override
  public String toString() {
    return kind + ": " + of + (detail.isEmpty() ? "" : ": " + detail);
  }
}
