package io.github.perconapg.problem;

import java.util.Locale;

/**
 * The catalogue of what can go wrong, one entry a cause. A code is stable: scripts may rely on
 * {@link #id}. What was seen, and what to do about just that, is in {@link Problem}; the page of
 * all entries ({@link #PAGE}) is made from here.
 */
public enum ProblemCode {
  // manifest
  MANIFEST_NOT_FOUND(
      "The manifest does not exist or cannot be read",
      "Name the file with percona-pg.manifest, or put it beside the POM."),
  MANIFEST_SYNTAX(
      "The text is not well-formed YAML or JSON",
      "Go to the line and column that the message names; most often it is indentation or a quote."),
  MANIFEST_LIMIT(
      "The document is larger or deeper than any real manifest",
      "Name the manifest itself, not a bundle or an archive."),
  MANIFEST_EMPTY(
      "There is no resource in the file", "Write a resource of kind PerconaPostgresqlOperator."),
  MANIFEST_DUPLICATE_KEY(
      "A key stands twice in one mapping", "Take one of the two away; both places are named."),
  MANIFEST_UNKNOWN_FIELD(
      "A field of this name does not exist", "Use the name that the message suggests."),
  MANIFEST_MISSING_FIELD("A required field is missing", "Add the field that is named."),
  MANIFEST_WRONG_TYPE("A value has the wrong type", "Write it in the form that is named."),
  MANIFEST_INVALID_VALUE(
      "A value breaks a rule of its field", "Write a value that keeps the rule in the message."),
  MANIFEST_WRONG_KIND(
      "The document is of another kind or API version",
      "Use kind PerconaPostgresqlOperator of kubernetes.project-planton.org/v1."),
  MANIFEST_REFERENCE(
      "A reference to another resource cannot be resolved here", "Write the value itself."),
  MANIFEST_CONFLICT(
      "Two fields, or two manifests, say different things about one thing",
      "Keep one of them, or give the other operator a namespace of its own."),
  OVERRIDE_INVALID(
      "An override does not fit the schema", "Write path=value with a path of the manifest."),
  OPTION_INVALID(
      "A parameter has a value it cannot take", "Use one of the values that the message names."),
  // target
  TARGET_UNKNOWN(
      "The cluster that the manifest names is not known here",
      "Add it to the targets file, or name a kubeconfig's context with percona-pg.context."),
  TARGETS_FILE_INVALID("The targets file cannot be used", "Mend the line that is named."),
  KUBECONFIG_NOT_FOUND(
      "There is no kubeconfig", "Name one with percona-pg.kubeconfig, or set KUBECONFIG."),
  KUBECONFIG_INVALID("The kubeconfig cannot be used", "Mend what is named, or fetch it again."),
  CREDENTIAL_UNSUPPORTED(
      "This kind of credential is not supported",
      "Use a kubeconfig with a token, a client certificate or an exec plugin."),
  EXEC_PLUGIN_FAILED(
      "The kubeconfig's credential plugin failed",
      "Run the plugin by hand as the message shows it; most often a log-in has ended."),
  TARGET_MISMATCH(
      "The desired state names another cluster than the one connected to",
      "Connect to the cluster that the manifest names, or name the context explicitly."),
  API_SERVER_UNREACHABLE(
      "The API server does not answer",
      "Check that the cluster runs and that this machine reaches it (network, VPN, proxy)."),
  CERTIFICATE_NOT_TRUSTED(
      "The API server's certificate is not trusted",
      "Compare the certificate authority in the kubeconfig with the cluster's."),
  CERTIFICATE_EXPIRED(
      "The API server's certificate has expired",
      "Renew the cluster's certificate, or correct this machine's clock."),
  CREDENTIAL_REJECTED("The API server rejects the credential", "Log in again."),
  CREDENTIAL_EXPIRED(
      "The credential has expired, or would before the run ends",
      "Log in again; for a long run take a credential that lasts as long."),
  SERVER_TOO_OLD(
      "The API server is older than the chart allows",
      "Upgrade the cluster, or deploy a chart version that supports it."),
  PERMISSION_MISSING(
      "The caller lacks a right",
      "Ask an administrator for the rule that is named, or run as somebody who has it."),
  ESCALATION_REFUSED(
      "The caller may not give the operator rights that it does not hold itself",
      "Use an account that holds the rights that are named, or may escalate on roles."),
  API_ERROR("The API server answered with an error", "Its own words say what it does not accept."),
  // chart
  CHART_UNREACHABLE(
      "The chart repository does not answer",
      "Check the address and the proxy; percona-pg.chart also takes a folder or an archive."),
  CHART_NOT_FOUND(
      "There is no such chart, or not in this version", "Choose a version that is listed."),
  CHART_DIGEST_MISMATCH(
      "The chart is not the one that the repository lists",
      "Do not use it. Tell who runs the repository or the proxy on the way."),
  CHART_INVALID("This is not a chart that can be used", "Name the operator's Helm chart."),
  CHART_UNSAFE_ARCHIVE(
      "The archive holds something a chart must not hold", "Do not use it; look where it is from."),
  CHART_CREDENTIALS(
      "The chart repository or registry refuses the credentials",
      "Check the server entry of settings.xml whose id is the repository's or registry's host."),
  VALUES_INVALID("The chart values cannot be used", "Correct the values that are named."),
  // release
  PLATFORM_UNSUPPORTED(
      "Helm cannot run on this platform",
      "Deploy from a platform that the README names; what only reads works here as well."),
  WORKER_FAILED("The Helm worker could not do its work", "Run again; if it stays, report it."),
  HELM_FAILED("Helm refused or failed", "Helm's own words are in the message."),
  RELEASE_UNREADABLE(
      "A release record cannot be decoded",
      "Look at the Secret that is named. adopt=keep or adopt=reset sets it aside and goes on."),
  RELEASE_TOO_LARGE(
      "Helm's record of the release would not fit into a Secret",
      "Use a chart with fewer or smaller files; the operator's own fits."),
  REVISION_UNKNOWN(
      "There is no such revision to go back to",
      "Choose a revision that percona-pg:history lists as proven."),
  // plan and deploy
  FOREIGN_RELEASE(
      "The release was made by somebody else",
      "Go on managing it there, or take it over: adopt=keep keeps its values, adopt=reset does"
          + " not."),
  FOREIGN_OBJECT(
      "An object that the chart needs belongs to somebody else",
      "Remove it with the tool that made it; one that nobody owns can be taken over with"
          + " adopt=keep."),
  SECOND_OPERATOR(
      "Another operator works on the same definitions or namespaces",
      "Keep one operator a namespace, and versions within two minors of each other."),
  WATCH_CHANGED(
      "The operator would watch other namespaces than now",
      "Look which databases would change hands, then confirm with acceptWatchChange=true."),
  VERSION_JUMP(
      "The chart's version is not the next one",
      "Deploy the versions between one after another, or let stepwise=true do so."),
  IRREVERSIBLE(
      "The upgrade cannot be undone",
      "Back the databases up, read what changes, then confirm with acceptIrreversible=true."),
  CR_VERSION(
      "A database cluster's crVersion is not one that the operator serves",
      "Set spec.crVersion of the clusters that are named, while the operator that serves it runs."),
  CRD_MISSING(
      "A custom resource definition that the operator needs does not exist",
      "Deploy with crds=apply, or have an administrator apply what percona-pg:crds prints."),
  CRD_FOREIGN(
      "A custom resource definition is managed by somebody else",
      "Have its owner bring it to the chart's version, or hand it over there."),
  CRD_TERMINATING(
      "A custom resource definition is being deleted",
      "Wait until it is gone. Objects of its kind that have finalizers hold it."),
  CRD_DROPS_FIELDS(
      "A change would drop fields of a custom resource definition",
      "Deploy a chart that has these fields, or have an administrator decide what may go."),
  CRD_NEWER(
      "The custom resource definitions are too new for this operator",
      "Deploy a chart at most two minor versions older than the definitions."),
  CRD_OUTDATED(
      "Custom resource definitions must be applied by an administrator",
      "percona-pg:crds writes the file that has to be applied."),
  CRD_NOT_ESTABLISHED(
      "A custom resource definition was not accepted", "Mend what its conditions say."),
  CONFLICT("Something else changed what was planned", "Run again; it is looked at anew."),
  NAMESPACE_MISSING(
      "The namespace does not exist and must not be created",
      "Create it, or let the manifest say createNamespace: true."),
  NAMESPACE_TERMINATING(
      "The namespace is being deleted", "Wait until it is gone; what holds it is named."),
  PLAN_STALE("The cluster is no longer as the plan saw it", "Look at a new plan, then run again."),
  LOCKED("Another run holds the lock of this release", "Wait for it to end, or end it."),
  OBJECT_INVALID(
      "The API server does not accept an object of the chart",
      "Correct the value that the message names; a field that cannot be changed needs the object"
          + " removed first."),
  UNPLANNED_OBJECTS(
      "Helm has installed what the plan did not show",
      "Run again in case the cluster changed meanwhile. If it happens again, a template of the"
          + " chart renders something else each time (it reads the clock, random numbers or"
          + " changing objects); make its names and permissions constant."),
  // what keeps an operator from working
  IMAGE_NOT_FOUND(
      "The registry has no such image",
      "Check the image's name and tag (values image, operatorImageRepository)."),
  IMAGE_UNAUTHORIZED(
      "The registry refuses to give the image",
      "Create a pull secret in the namespace and name it in value imagePullSecrets."),
  REGISTRY_UNREACHABLE(
      "The node cannot reach the registry",
      "Check the node's network, DNS and proxy, or use a registry that it reaches."),
  REGISTRY_RATE_LIMITED(
      "The registry limits how often images may be pulled",
      "Wait, log in with imagePullSecrets, or pull through a mirror."),
  IMAGE_ARCHITECTURE(
      "The image is not made for the node's processor",
      "Set nodeSelector to an architecture that the image has, or use an image for this one."),
  IMAGE_INVALID("The image's name is not one", "Correct value image or operatorImageRepository."),
  CRASH_LOOP(
      "The operator's container ends again and again",
      "Read its last log lines in the evidence and mend what they name."),
  OUT_OF_MEMORY(
      "The operator is killed for its memory limit",
      "Raise spec.container.resources.limits.memory in the manifest."),
  OPERATOR_RIGHTS(
      "The operator's ServiceAccount lacks a right",
      "Compare the Role's rules with what the log asks for; deploy puts back what the chart"
          + " renders."),
  ROLE_BINDING_MISSING(
      "The operator's RoleBinding does not exist",
      "Run deploy again: it puts back what the chart renders. Add one to a chart that renders"
          + " none."),
  WATCH_NAMESPACE_INVALID(
      "The operator cannot use the namespaces it is told to watch",
      "Correct value watchNamespace: names of existing namespaces, separated by commas."),
  UNSCHEDULABLE(
      "No node takes the operator's pod",
      "Give the cluster a node that fits, uncordon one (kubectl uncordon NODE), or change requests,"
          + " nodeSelector and tolerations."),
  QUOTA_EXCEEDED(
      "A resource quota does not allow the operator's pod",
      "Lower the resources in the manifest, or ask for a larger quota."),
  LIMIT_RANGE(
      "A LimitRange does not allow the operator's resources",
      "Set spec.container.resources in the manifest to what the LimitRange allows."),
  POD_SECURITY(
      "Pod Security does not admit the operator's pod",
      "Lower the namespace's pod-security.kubernetes.io/enforce label, or use another namespace."),
  ADMISSION_DENIED(
      "An admission webhook or policy denies an object",
      "Ask who runs the webhook that is named to allow it."),
  SERVICE_ACCOUNT_MISSING(
      "The ServiceAccount of the operator's pod does not exist",
      "Run deploy again: it puts back what the chart renders."),
  LEASE_HELD(
      "Another pod holds the Lease by which the operator leads",
      "Wait until the Lease runs out, or end the operator that holds it."),
  NOT_READY(
      "The operator did not become ready in time",
      "Look at what was still missing and at the evidence; a larger timeout may help."),
  OPERATOR_PAUSED(
      "The operator is paused by hand",
      "Start it again with the command that is named; nothing is done while it is paused."),
  ROLLBACK_FAILED(
      "The roll-back after a failed upgrade failed as well",
      "Mend both causes that are named, then run deploy again; the evidence of both is kept."),
  INTERRUPTED("The run was interrupted", "Run again; what was begun is then ended."),
  VERIFY_FAILED("The operator is not healthy", "Follow the remedies of the failed checks."),
  // destroy
  CLUSTERS_EXIST(
      "Database clusters still exist",
      "Delete them first, while the operator runs, or let clusters=delete do so."),
  VOLUMES_AT_RISK(
      "Deleting a database cluster would take its volumes or backups along",
      "Take the finalizers or owner references off that are named; removeDataFinalizers=true takes"
          + " finalizers off, and keepVolumes=false agrees to the loss."),
  OPERATOR_DEAD(
      "The operator does not work, so that nobody would finish deleting the databases",
      "Bring it back with the command that is named, or take finalizers off by force"
          + " (forceFinalizers=true)."),
  FINALIZERS_LEFT(
      "Databases were deleted, and finalizers hold them",
      "Look whether the operator works, then run again; forceFinalizers=true takes them off."),
  CRDS_IN_USE(
      "Custom resource definitions are still used",
      "Remove the objects or operators that are named first, or leave deleteCrds out."),
  // anything else
  INTERNAL("A defect of this tool", "Report it together with the stack trace.");

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

  /** What helps against it in general, in whole sentences. */
  public String advice() {
    return advice;
  }

  /** Where more is said of it, from the project's root. */
  public String page() {
    return PAGE + "#" + id();
  }
}
