package io.github.perconapg.controlplane.access;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.perconapg.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.UUID;

/**
 * Users of a plane that may do nothing until {@link Rights} are granted to them.
 *
 * <p>Each method writes a private kubeconfig file into the plane's folder, whose current context
 * has the name of the plane's own.
 */
public final class Users {
  private final ControlPlane plane;
  private final KubernetesClient client;

  /**
   * The users of a plane.
   *
   * @param plane the plane
   * @param client an administrator's client of it
   */
  public Users(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  /**
   * A user with a client certificate that the plane's CA signed, inside the kubeconfig.
   *
   * @param user the user's name
   * @return the kubeconfig
   * @throws IOException when it cannot be written
   */
  public Path withClientCertificate(String user) throws IOException {
    ClientCertificate issued = ClientCertificate.issue(plane.pki(), user, "");
    return write(
        new AuthInfoBuilder()
            .withClientCertificateData(base64(issued.certificate()))
            .withClientKeyData(base64(issued.key()))
            .build());
  }

  /**
   * A ServiceAccount with a token inside the kubeconfig; made when absent.
   *
   * @param namespace made when absent
   * @param account the ServiceAccount; the user's name is system:serviceaccount:NAMESPACE:ACCOUNT
   * @return the kubeconfig
   * @throws IOException when it cannot be written
   */
  public Path withToken(String namespace, String account) throws IOException {
    return write(new AuthInfoBuilder().withToken(token(namespace, account)).build());
  }

  /**
   * A ServiceAccount with a token in a file of its own, beside the kubeconfig.
   *
   * @param namespace made when absent
   * @param account the ServiceAccount
   * @return the kubeconfig
   * @throws IOException when it cannot be written
   */
  public Path withTokenFile(String namespace, String account) throws IOException {
    Path file = privateFile(token(namespace, account));
    return write(
        new AuthInfoBuilder().addToAdditionalProperties("tokenFile", file.toString()).build());
  }

  /**
   * A token of a ServiceAccount; made when absent.
   *
   * @param namespace made when absent
   * @param account the ServiceAccount
   * @return the token, valid for an hour
   */
  public String token(String namespace, String account) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .serverSideApply();
    var accounts = client.serviceAccounts().inNamespace(namespace);
    accounts
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(account).endMetadata().build())
        .serverSideApply();
    return accounts
        .withName(account)
        .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
        .getStatus()
        .getToken();
  }

  private Path write(AuthInfo user) throws IOException {
    String ca = Files.readString(plane.pki().resolve("ca.crt"));
    return privateFile(
        Serialization.asYaml(
            new ConfigBuilder()
                .withCurrentContext(plane.context())
                .addNewCluster()
                .withName(plane.context())
                .withNewCluster()
                .withServer(plane.server())
                .withCertificateAuthorityData(base64(ca))
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName("user")
                .withUser(user)
                .endUser()
                .addNewContext()
                .withName(plane.context())
                .withNewContext()
                .withCluster(plane.context())
                .withUser("user")
                .endContext()
                .endContext()
                .build()));
  }

  private Path privateFile(String content) throws IOException {
    Path file =
        Files.createFile(
            plane.kubeconfig().resolveSibling("user-" + UUID.randomUUID()),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, content);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
