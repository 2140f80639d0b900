package io.github.perconapg.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The checks of verify, in the order in which they are shown. {@link #id} is stable. */
public enum Check {
  /** Every definition of the chart exists and is Established. */
  CRDS_ESTABLISHED(Category.DEFINITIONS, "every definition of the chart exists and is Established"),
  /** The chart's versions are served and stored. */
  CRDS_SERVED(
      Category.DEFINITIONS, "the chart's versions are served, and nothing is stored in others"),
  /** The definitions are the chart's. */
  CRDS_EQUAL(Category.DEFINITIONS, "the definitions are the chart's, or newer and serve it"),
  /** The newest revision is deployed. */
  RELEASE_DEPLOYED(Category.RELEASE, "the newest revision is deployed, and this tool made it"),
  /** It is what the manifest asks for. */
  RELEASE_WANTED(Category.RELEASE, "it has the chart and the values that are asked for"),
  /** It was seen to work. */
  RELEASE_PROVEN(Category.RELEASE, "a deploy has seen it work"),
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
  /** A living pod leads. */
  LEASE_HELD(
      Category.OPERATOR,
      "the operator's Lease is held by a living pod and was renewed since its container started"),
  /** Every controller has started. */
  WORKERS_STARTED(Category.OPERATOR, "every controller has written that its workers started"),
  /** Its log has no errors that explain a failure. */
  LOG_ERRORS(Category.OPERATOR, "its log of the last minute names nothing that keeps it from work"),
  /** Its ServiceAccount may do what its Role promises. */
  OPERATOR_RIGHTS(Category.ACCESS, "its ServiceAccount may do what its Role promises"),
  /** The namespaces that it watches exist. */
  WATCHED_NAMESPACES(Category.ACCESS, "the namespaces that it watches exist"),
  /** No webhook in its way is broken. */
  WEBHOOKS(Category.API, "no webhook that is asked about its objects is broken"),
  /** The API accepts databases. */
  API_ACCEPTS(
      Category.API,
      "the API accepts a small cluster, backup and restore (dry run; only when asked for)");

  /** What a check is about. */
  public enum Category {
    /** Custom resource definitions. */
    DEFINITIONS,
    /** The Helm release. */
    RELEASE,
    /** The operator's Deployment and pods. */
    WORKLOAD,
    /** The operator's own work. */
    OPERATOR,
    /** What the operator may do. */
    ACCESS,
    /** The API server's extensions. */
    API;

    /** The name as it is written, for example {@code workload}. */
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

  /** The stable name, for example {@code lease-held}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is about. */
  public Category category() {
    return category;
  }

  /** When it passes, in one sentence without capital and full stop. */
  public String passesWhen() {
    return passesWhen;
  }

  /** Where more is said of it, from the project's root. */
  public String page() {
    return PAGE + "#" + id();
  }

  /**
   * The checks that a name stands for: one, or all of a category.
   *
   * @return empty when there is no such name
   */
  public static Set<Check> named(String name) {
    var found = EnumSet.noneOf(Check.class);
    Arrays.stream(values())
        .filter(check -> check.id().equals(name) || check.category().id().equals(name))
        .forEach(found::add);
    return found;
  }
}
