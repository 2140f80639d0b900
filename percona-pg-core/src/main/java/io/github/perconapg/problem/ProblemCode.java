package io.github.perconapg.problem;

import java.util.Locale;

/**
 * The catalogue of problems, one code per cause. Codes are stable: scripts may rely on {@link #id}.
 * A {@link Problem} adds the details of one occurrence. The page {@link #PAGE} is generated from
 * this catalogue.
 */
public enum ProblemCode {
  // manifest
  MANIFEST_NOT_FOUND(
      "The manifest does not exist or cannot be read",
      "Set percona-pg.manifest to the file, or put the file beside the POM."),
  MANIFEST_SYNTAX(
      "The text is not well-formed YAML or JSON",
      "Fix the line and column in the message; the usual cause is indentation or a quote."),
  MANIFEST_LIMIT(
      "The document is larger or deeper than a manifest may be",
      "Point to the manifest itself, not to a bundle or an archive."),
  MANIFEST_EMPTY(
      "The file contains no resource", "Write a resource of kind PerconaPostgresqlOperator."),
  MANIFEST_DUPLICATE_KEY(
      "A mapping contains the same key twice",
      "Remove one of the two; the message names both places."),
  MANIFEST_UNKNOWN_FIELD("The field does not exist", "Use the name that the message suggests."),
  MANIFEST_MISSING_FIELD("A required field is missing", "Add the field that the message names."),
  MANIFEST_WRONG_TYPE(
      "A value has the wrong type", "Write the value as the type that the message names."),
  MANIFEST_INVALID_VALUE(
      "A value breaks a rule of its field", "Change the value to satisfy the rule in the message."),
  MANIFEST_WRONG_KIND(
      "The document has a different kind or API version",
      "Use kind PerconaPostgresqlOperator of kubernetes.project-planton.org/v1."),
  MANIFEST_REFERENCE(
      "References to other resources cannot be resolved here", "Write the value itself."),
  MANIFEST_CONFLICT(
      "Two fields, or two manifests, contradict each other",
      "Keep one of them, or give the other operator its own namespace."),
  OVERRIDE_INVALID(
      "An override does not fit the schema",
      "Write path=value, with a path that the manifest may contain."),
  OPTION_INVALID(
      "A parameter has an invalid value", "Use one of the values that the message lists."),
  // target
  TARGET_UNKNOWN(
      "The cluster that the manifest names is unknown on this machine",
      "Add it to the targets file, or set percona-pg.context to a context of the " + "kubeconfig."),
  TARGETS_FILE_INVALID("The targets file is invalid", "Fix the line that the message names."),
  KUBECONFIG_NOT_FOUND(
      "No kubeconfig was found",
      "Set percona-pg.kubeconfig or the environment variable KUBECONFIG."),
  KUBECONFIG_INVALID(
      "The kubeconfig is invalid", "Fix what the message names, or fetch the kubeconfig again."),
  CREDENTIAL_UNSUPPORTED(
      "This kind of credential is not supported",
      "Use a kubeconfig with a token, a client certificate or an exec plugin."),
  EXEC_PLUGIN_FAILED(
      "The kubeconfig's credential plugin failed",
      "Run the plugin's command from the message by hand; the usual cause is an expired "
          + "login."),
  TARGET_MISMATCH(
      "The manifest names a different cluster than the connected one",
      "Connect to the cluster that the manifest names, or set the context explicitly."),
  API_SERVER_UNREACHABLE(
      "The API server does not answer",
      "Check that the cluster is running and that this machine can reach it (network, VPN, "
          + "proxy)."),
  CERTIFICATE_NOT_TRUSTED(
      "The API server's certificate is not trusted",
      "Compare the certificate authority in the kubeconfig with the cluster's."),
  CERTIFICATE_EXPIRED(
      "The API server's certificate has expired",
      "Renew the cluster's certificate, or correct this machine's clock."),
  CREDENTIAL_REJECTED("The API server rejects the credential", "Log in again."),
  CREDENTIAL_EXPIRED(
      "The credential has expired, or will expire before the run ends",
      "Log in again; a long run needs a credential that outlasts it."),
  SERVER_TOO_OLD(
      "The API server is older than the chart supports",
      "Upgrade the cluster, or deploy a chart version that supports it."),
  PERMISSION_MISSING(
      "You lack a permission",
      "Ask an administrator for the rule in the message, or use an account that has it."),
  ESCALATION_REFUSED(
      "Kubernetes does not let you grant the operator permissions that you do not hold",
      "Use an account that holds the permissions in the message, or that may escalate " + "roles."),
  API_ERROR(
      "The API server answered with an error",
      "The message quotes the server; change what it rejects."),
  // chart
  CHART_UNREACHABLE(
      "The chart repository does not answer",
      "Check the address and the proxy; percona-pg.chart also accepts a folder or an "
          + "archive."),
  CHART_NOT_FOUND(
      "The chart does not exist, or not in this version", "Choose one of the listed versions."),
  CHART_DIGEST_MISMATCH(
      "The chart's digest differs from the one that the repository lists",
      "Do not use the chart. Tell the operator of the repository, or of the proxy in "
          + "between."),
  CHART_INVALID("This is not a usable chart", "Point to the operator's Helm chart."),
  CHART_UNSAFE_ARCHIVE(
      "The archive contains entries that a chart must not contain",
      "Do not use it; check where it came from."),
  CHART_CREDENTIALS(
      "The chart repository or registry rejects the credentials",
      "Check the server entry in settings.xml whose id is the host of the repository or "
          + "registry."),
  VALUES_INVALID("The chart values are invalid", "Correct the values that the message names."),
  // release
  PLATFORM_UNSUPPORTED(
      "Helm cannot run on this platform",
      "Deploy from a platform that the README lists; goals that only read work here, too."),
  WORKER_FAILED("The Helm worker failed", "Run it again; if it fails again, report it."),
  HELM_FAILED("Helm failed", "The message quotes Helm; fix the cause that it names."),
  RELEASE_UNREADABLE(
      "A release record cannot be decoded",
      "Inspect the Secret in the message. adopt=keep or adopt=reset sets it aside and "
          + "continues."),
  RELEASE_TOO_LARGE(
      "Helm's record of the release does not fit into a Secret",
      "Use a chart with fewer or smaller files; the operator's own chart fits."),
  REVISION_UNKNOWN(
      "There is no such revision to roll back to",
      "Choose a revision that percona-pg:history lists as proven."),
  // plan and deploy
  FOREIGN_RELEASE(
      "The release was made by another tool or user",
      "Keep managing it there, or adopt it: adopt=keep keeps its values, adopt=reset "
          + "discards them."),
  FOREIGN_OBJECT(
      "An object that the chart needs belongs to another owner",
      "Remove it with the tool that made it; adopt=keep adopts an object that has no owner."),
  SECOND_OPERATOR(
      "Another operator uses the same CRDs or namespaces",
      "Run one operator per namespace, with versions at most two minors apart."),
  WATCH_CHANGED(
      "The operator would watch different namespaces",
      "Check which database clusters would change operators, then confirm with "
          + "acceptWatchChange=true."),
  VERSION_JUMP(
      "The upgrade skips chart versions",
      "Deploy the versions in between first, or let stepwise=true do so."),
  IRREVERSIBLE(
      "The upgrade cannot be undone",
      "Back up the databases, read what changes, then confirm with acceptIrreversible=true."),
  CR_VERSION(
      "The operator does not support a database cluster's crVersion",
      "Set spec.crVersion of the named clusters while the operator that supports it is "
          + "running."),
  CRD_MISSING(
      "A CRD that the operator needs does not exist",
      "Deploy with crds=apply, or have an administrator apply the output of percona-" + "pg:crds."),
  CRD_FOREIGN(
      "A CRD is managed by another tool or user",
      "Have its owner update it to the chart's version, or hand it over to percona-pg."),
  CRD_TERMINATING(
      "A CRD is being deleted",
      "Wait until it is gone. Objects of its kind that have finalizers block it."),
  CRD_DROPS_FIELDS(
      "The change would drop fields of a CRD",
      "Deploy a chart that has these fields, or let an administrator decide which may go."),
  CRD_NEWER(
      "The CRDs are too new for this operator",
      "Deploy a chart at most two minor versions older than the CRDs."),
  CRD_OUTDATED(
      "An administrator must apply the CRDs",
      "Have an administrator apply the file that percona-pg:crds writes."),
  CRD_NOT_ESTABLISHED(
      "The API server did not accept a CRD", "Fix what the CRD's conditions report."),
  CONFLICT("Something else changed an object of the plan", "Run it again; it plans anew."),
  NAMESPACE_MISSING(
      "The namespace does not exist, and the manifest does not allow creating it",
      "Create the namespace, or set createNamespace: true in the manifest."),
  NAMESPACE_TERMINATING(
      "The namespace is being deleted", "Wait until it is gone; the message names what blocks it."),
  PLAN_STALE(
      "The cluster has changed since the plan was made", "Review a new plan, then run it again."),
  LOCKED("Another run holds the release's lock", "Wait for that run to finish, or stop it."),
  OBJECT_INVALID(
      "The API server rejects an object of the chart",
      "Correct the value in the message; to change an immutable field, remove the object "
          + "first."),
  UNPLANNED_OBJECTS(
      "Helm installed objects that the plan did not show",
      "Run it again, because the cluster may have changed meanwhile. If it happens again, a"
          + " template of the chart renders differently each time (it reads the clock, random "
          + "numbers or changing objects); make its names and permissions constant."),
  // causes that keep the operator from working
  IMAGE_NOT_FOUND(
      "The registry has no such image",
      "Check the image's name and tag (values image and operatorImageRepository)."),
  IMAGE_UNAUTHORIZED(
      "The registry denies access to the image",
      "Create a pull secret in the namespace and list it in the value imagePullSecrets."),
  REGISTRY_UNREACHABLE(
      "The node cannot reach the registry",
      "Check the node's network, DNS and proxy, or use a registry that it can reach."),
  REGISTRY_RATE_LIMITED(
      "The registry's rate limit for pulls is exceeded",
      "Wait, log in with imagePullSecrets, or pull through a mirror."),
  IMAGE_ARCHITECTURE(
      "The image does not support the node's architecture",
      "Set nodeSelector to an architecture that the image supports, or use a different "
          + "image."),
  IMAGE_INVALID(
      "The image's name is invalid", "Correct the value image or operatorImageRepository."),
  CRASH_LOOP(
      "The operator's container keeps crashing",
      "Read its last log lines in the evidence and fix what they name."),
  OUT_OF_MEMORY(
      "The operator exceeds its memory limit and is killed",
      "Raise spec.container.resources.limits.memory in the manifest."),
  OPERATOR_RIGHTS(
      "The operator's ServiceAccount lacks a permission",
      "Compare the Role's rules with the permission in the log; deploy restores what the "
          + "chart renders."),
  ROLE_BINDING_MISSING(
      "The operator's RoleBinding does not exist",
      "Run deploy again: it restores what the chart renders. If the chart renders none, add"
          + " one."),
  WATCH_NAMESPACE_INVALID(
      "The operator cannot use the namespaces that it is configured to watch",
      "Correct the value watchNamespace: names of existing namespaces, separated by commas."),
  UNSCHEDULABLE(
      "No node accepts the operator's pod",
      "Add a node that fits, uncordon one (kubectl uncordon NODE), or change requests, "
          + "nodeSelector and tolerations."),
  QUOTA_EXCEEDED(
      "A resource quota does not allow the operator's pod",
      "Lower the resources in the manifest, or have the quota raised."),
  LIMIT_RANGE(
      "A LimitRange does not allow the operator's resources",
      "Set spec.container.resources in the manifest to values that the LimitRange allows."),
  POD_SECURITY(
      "Pod Security does not admit the operator's pod",
      "Lower the namespace's pod-security.kubernetes.io/enforce label, or use another "
          + "namespace."),
  ADMISSION_DENIED(
      "An admission webhook or policy denies an object",
      "Ask the webhook's or policy's owner to allow it."),
  SERVICE_ACCOUNT_MISSING(
      "The ServiceAccount of the operator's pod does not exist",
      "Run deploy again: it restores what the chart renders."),
  LEASE_HELD(
      "Another pod holds the operator's leader election Lease",
      "Wait until the Lease expires, or stop the operator that holds it."),
  NOT_READY(
      "The operator did not become ready in time",
      "Check the missing conditions and the evidence; a longer timeout may help."),
  OPERATOR_PAUSED(
      "The operator is paused: it was scaled to zero by hand",
      "Start it with the command in the message; while it is paused, nothing is changed."),
  ROLLBACK_FAILED(
      "The rollback after a failed upgrade failed, too",
      "Fix both causes in the message, then run deploy again; the evidence of both is kept."),
  INTERRUPTED(
      "The run was interrupted", "Run it again: it resumes and completes the interrupted work."),
  VERIFY_FAILED("The operator is not healthy", "Follow the remedies of the failed checks."),
  // destroy
  CLUSTERS_EXIST(
      "Database clusters still exist",
      "Delete them first, while the operator runs, or let clusters=delete do so."),
  VOLUMES_AT_RISK(
      "Deleting a database cluster would delete its volumes or backups, too",
      "Remove the finalizers or owner references in the message. removeDataFinalizers=true "
          + "removes the finalizers; keepVolumes=false accepts the loss."),
  OPERATOR_DEAD(
      "The operator does not work and cannot finish deleting the databases",
      "Bring it back with the command in the message, or remove finalizers by force "
          + "(forceFinalizers=true)."),
  FINALIZERS_LEFT(
      "Finalizers block the deletion of databases",
      "Check that the operator works, then run it again; forceFinalizers=true removes the "
          + "finalizers."),
  CRDS_IN_USE(
      "The CRDs are still in use",
      "Remove the objects or operators in the message first, or do not set deleteCrds."),
  // anything else
  INTERNAL("A bug in percona-pg", "Report it together with the stack trace.");

  /** The page with all entries, from the project's root. */
  public static final String PAGE = "docs/problems.md";

  private final String title;
  private final String advice;

  ProblemCode(String title, String advice) {
    this.title = title;
    this.advice = advice;
  }

  /** The stable name, for example {@code crd-foreign}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The cause, in one sentence without a full stop. */
  public String title() {
    return title;
  }

  /** The general remedy, in whole sentences. */
  public String advice() {
    return advice;
  }

  /** The link to the code's entry on {@link #PAGE}, from the project's root. */
  public String page() {
    return PAGE + "#" + id();
  }
}
