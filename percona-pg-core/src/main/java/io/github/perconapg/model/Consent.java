package io.github.perconapg.model;

/**
 * What a person has agreed to beforehand. A plan that needs more says so in its refusals, by the
 * name that is used here.
 *
 * @param adopt what may be done with what somebody else made
 * @param stepwise whether a version may be reached by deploying those between, one after another
 * @param acceptIrreversible whether an upgrade that cannot be undone may be done
 * @param acceptWatchChange whether the operator may watch other namespaces than now
 */
public record Consent(
    Adopt adopt, boolean stepwise, boolean acceptIrreversible, boolean acceptWatchChange) {

  /** To nothing. */
  public static final Consent NONE = new Consent(Adopt.REFUSE, false, false, false);

  /** A copy with another answer about what somebody else made. */
  public Consent adopt(Adopt adopt) {
    return new Consent(adopt, stepwise, acceptIrreversible, acceptWatchChange);
  }

  /** A copy with another answer about versions between. */
  public Consent stepwise(boolean stepwise) {
    return new Consent(adopt, stepwise, acceptIrreversible, acceptWatchChange);
  }

  /** A copy with another answer about what cannot be undone. */
  public Consent acceptIrreversible(boolean acceptIrreversible) {
    return new Consent(adopt, stepwise, acceptIrreversible, acceptWatchChange);
  }

  /** A copy with another answer about watched namespaces. */
  public Consent acceptWatchChange(boolean acceptWatchChange) {
    return new Consent(adopt, stepwise, acceptIrreversible, acceptWatchChange);
  }
}
