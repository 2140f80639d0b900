package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.perconapg.internal.permission.Permission;
import io.github.perconapg.internal.permission.RequiredPermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartHooksTest {

  private static final List<RenderedObject> HOOKS =
      RenderedObjects.of(
          """
          apiVersion: batch/v1
          kind: Job
          metadata:
            name: migrate
            annotations: {helm.sh/hook: "pre-install, pre-upgrade", helm.sh/hook-delete-policy: hook-succeeded}
          ---
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: settings, annotations: {helm.sh/hook: post-install}}
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: check, annotations: {helm.sh/hook: test}}
          ---
          apiVersion: apiextensions.k8s.io/v1
          kind: CustomResourceDefinition
          metadata:
            name: things.example.com
            annotations: {helm.sh/hook: "Post-Upgrade,test", helm.sh/hook-delete-policy: hook-succeeded}
          ---
          apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata:
            name: cleaner
            annotations: {helm.sh/hook: post-delete, helm.sh/hook-delete-policy: "hook-failed, hook-succeeded"}
          rules: [{apiGroups: [""], resources: [configmaps], verbs: [deletecollection]}]
          """,
          "pgo");

  @Test
  void areThoseOfTheVerbThatHelmCarriesOut() {
    assertThat(ChartHooks.running(HOOKS, "install"))
        .extracting(RenderedObject::name)
        .containsExactly("migrate", "settings");
    assertThat(ChartHooks.running(HOOKS, "upgrade"))
        .extracting(RenderedObject::name)
        .containsExactly("migrate", "things.example.com");
    assertThat(ChartHooks.running(HOOKS, "delete"))
        .extracting(RenderedObject::name)
        .containsExactly("cleaner");
  }

  @Test
  void areNoneInMostCharts() {
    assertThat(RenderedObjects.of("", "pgo")).isEmpty();
    assertThat(RenderedObjects.of("\n---\n", "pgo")).isEmpty();
  }

  @Test
  void areNamedWithTheirEventsAndWhatBecomesOfThem() {
    assertThat(ChartHooks.notes(HOOKS, "pgo"))
        .containsExactly(
            "The chart's hook Job migrate runs at pre-install, pre-upgrade; Helm deletes it after"
                + " it succeeds.",
            "The chart's hook ConfigMap settings runs at post-install; destroy does not remove it,"
                + " delete it by hand afterwards.",
            "The chart's hook CustomResourceDefinition things.example.com runs at post-upgrade;"
                + " destroy does not remove it, delete it by hand afterwards.",
            "The chart's hook Role cleaner runs at post-delete; Helm deletes it after it"
                + " succeeds.");
  }

  @Test
  void needPermissionsToBeWrittenAwaitedAndDeleted() {
    assertThat(new RequiredPermissions("pgo").hooks(ChartHooks.running(HOOKS, "upgrade")).all())
        .extracting(Permission::verb, Permission::group, Permission::resource)
        .contains(
            tuple("create", "batch", "jobs"),
            tuple("watch", "batch", "jobs"),
            tuple("delete", "batch", "jobs"))
        .doesNotContain(tuple("watch", "apiextensions.k8s.io", "customresourcedefinitions"));
  }

  @Test
  void needWhatTheirRolesGrant() {
    assertThat(new RequiredPermissions("pgo").hooks(ChartHooks.running(HOOKS, "delete")).all())
        .contains(new Permission("deletecollection", "", "configmaps", "pgo"));
  }
}
