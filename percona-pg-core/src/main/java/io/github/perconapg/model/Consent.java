package io.github.perconapg.model;

/**
 * Consent given in advance. A plan that needs more is refused and names the missing consent as it
 * is named here.
 *
 * @param adopt what to do with releases and objects that percona-pg did not create
 * @param stepwise whether to deploy the versions in between, one after another
 * @param acceptIrreversible whether to allow an upgrade that cannot be undone
 * @param acceptWatchChange whether to allow a change of the watched namespaces
 */
public record Consent(
    Adopt adopt, boolean stepwise, boolean acceptIrreversible, boolean acceptWatchChange) {

  /** No consent. */
  public static final Consent NONE = new Consent(Adopt.REFUSE, false, false, false);

  /** Returns a copy with this policy for foreign releases and objects. */
  public Consent adopt(Adopt adopt) {
    return new Consent(adopt, stepwise, acceptIrreversible, acceptWatchChange);
  }

  /** Returns a copy that allows or forbids to deploy the versions in between. */
  public Consent stepwise(boolean stepwise) {
    return new Consent(adopt, stepwise, acceptIrreversible, acceptWatchChange);
  }

  /** Returns a copy that allows or forbids upgrades that cannot be undone. */
  public Consent acceptIrreversible(boolean acceptIrreversible) {
    return new Consent(adopt, stepwise, acceptIrreversible, acceptWatchChange);
  }

  /** Returns a copy that allows or forbids a change of the watched namespaces. */
  public Consent acceptWatchChange(boolean acceptWatchChange) {
    return new Consent(adopt, stepwise, acceptIrreversible, acceptWatchChange);
  }
}
