package io.github.perconapg.internal.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where on the API server that lies which more than one package asks for. */
public final class ApiPath {

  /** All CRDs. */
  public static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  private ApiPath() {}

  /** Returns the path of a CRD. */
  public static String crd(String name) {
    return DEFINITIONS + "/" + name;
  }

  /** Returns the path of a namespace. */
  public static String namespace(String name) {
    return "/api/v1/namespaces/" + name;
  }

  /**
   * All objects of a kind of the core group in one namespace.
   *
   * @param plural of the kind, for example {@code pods}
   */
  public static String core(String namespace, String plural) {
    return namespace(namespace) + "/" + plural;
  }

  /** All Deployments in one namespace. */
  public static String deployments(String namespace) {
    return "/apis/apps/v1/namespaces/" + namespace + "/deployments";
  }

  /** All Leases in one namespace. */
  public static String leases(String namespace) {
    return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
  }

  /**
   * Returns those objects of a list whose labels fit.
   *
   * @param list its path, without query
   * @param selector as in {@code kubectl get -l}, for example {@code name=x,owner=helm}
   */
  public static String selecting(String list, String selector) {
    return list + "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
  }

  /**
   * The object of a list that has this name, as a list.
   *
   * @param list its path, without query
   */
  public static String named(String list, String name) {
    return list + "?fieldSelector=metadata.name%3D" + name;
  }
}
