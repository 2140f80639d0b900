package io.github.perconapg.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The checks of verify, in the order in which they are shown. {@link #id} is stable. */
public enum Check {
  /** Every CRD of the chart exists and is Established. */
  CRDS_ESTABLISHED(Category.DEFINITIONS, "every CRD of the chart exists and is Established"),
  /** The chart's versions are served and stored. */
  CRDS_SERVED(
      Category.DEFINITIONS, "the chart's versions are served, and nothing is stored in others"),
  /** The CRDs are the chart's. */
  CRDS_EQUAL(Category.DEFINITIONS, "the CRDs are the chart's, or newer and compatible with it"),
  /** The newest revision is deployed. */
  RELEASE_DEPLOYED(Category.RELEASE, "the newest revision is deployed, and this tool made it"),
  /** The newest revision is what the manifest requests. */
  RELEASE_WANTED(Category.RELEASE, "it has the requested chart and values"),
  /** The newest revision is verified. */
  RELEASE_PROVEN(Category.RELEASE, "a deploy has verified that it works"),
  /** Its objects are as rendered. */
  DRIFT(Category.RELEASE, "every object is on the cluster as the revision renders it"),
  /** The Deployment is available at its newest generation. */
  DEPLOYMENT_AVAILABLE(Category.WORKLOAD, "the Deployment is available at its newest generation"),
  /** Every pod is ready. */
  PODS_READY(Category.WORKLOAD, "every pod is ready"),
  /** No container restarts. */
  RESTARTS_STEADY(Category.WORKLOAD, "no container restarts; a young one is watched for a while"),
  /** The pods run the chart's image. */
  IMAGE(Category.WORKLOAD, "the pods run the chart's image"),
  /** A running pod leads. */
  LEASE_HELD(
      Category.OPERATOR,
      "the operator's Lease is held by a running pod and was renewed since its container started"),
  /** Every controller has started. */
  WORKERS_STARTED(Category.OPERATOR, "every controller has logged that its workers started"),
  /** Its log has no errors that explain a failure. */
  LOG_ERRORS(Category.OPERATOR, "its log of the last minute has no error that stops it"),
  /** Its ServiceAccount has the permissions of its Role. */
  OPERATOR_RIGHTS(Category.ACCESS, "its ServiceAccount has the permissions of its Role"),
  /** The namespaces that it watches exist. */
  WATCHED_NAMESPACES(Category.ACCESS, "the namespaces that it watches exist"),
  /** No webhook for its objects is broken. */
  WEBHOOKS(Category.API, "no webhook for its objects is broken"),
  /** The API accepts databases. */
  API_ACCEPTS(
      Category.API,
      "the API accepts a small cluster, backup and restore (dry run; only on request)");

  /** The subject of a check. */
  public enum Category {
    /** The operator's CRDs. */
    DEFINITIONS,
    /** The Helm release. */
    RELEASE,
    /** The operator's Deployment and pods. */
    WORKLOAD,
    /** The operator's own work. */
    OPERATOR,
    /** The operator's permissions and namespaces. */
    ACCESS,
    /** The API server's extensions. */
    API;

    /** Returns the stable name, for example {@code workload}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The page that describes the checks, from the project's root. */
  public static final String PAGE = "docs/verify.md";

  private final Category category;
  private final String passesWhen;

  Check(Category category, String passesWhen) {
    this.category = category;
    this.passesWhen = passesWhen;
  }

  /** Returns the stable name, for example {@code lease-held}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the check's subject. */
  public Category category() {
    return category;
  }

  /** Returns the condition to pass, as a sentence without capital and full stop. */
  public String passesWhen() {
    return passesWhen;
  }

  /** Returns the link to its documentation, from the project's root. */
  public String page() {
    return PAGE + "#" + id();
  }

  /**
   * Returns the check of this name, or all checks of the category of this name.
   *
   * @return the checks; empty if there is no such name
   */
  public static Set<Check> named(String name) {
    var found = EnumSet.noneOf(Check.class);
    Arrays.stream(values())
        .filter(check -> check.id().equals(name) || check.category().id().equals(name))
        .forEach(found::add);
    return found;
  }
}
