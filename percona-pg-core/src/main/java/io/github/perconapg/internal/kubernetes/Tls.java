package io.github.perconapg.internal.kubernetes;

import io.github.perconapg.internal.kubeconfig.ClusterEntry;
import io.github.perconapg.internal.kubeconfig.Credential;
import io.github.perconapg.internal.kubeconfig.Pem;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards one API server. Built here and not by the client library, which would trust the Java
 * runtime's authorities beside the cluster's own, and reads its settings from system properties.
 */
final class Tls {

  private Tls() {}

  /**
   * A context that trusts what the cluster says and shows the credential's certificate, requested
   * at each handshake so that a renewed one is used.
   */
  static SSLContext context(ClusterEntry cluster, Credential credential) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new CredentialKeys(credential)}, trust(cluster), null);
      return cluster.tlsServerName() == null
          ? context
          : new NamedSslContext(context, cluster.tlsServerName());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java runtime has no usable TLS", e);
    }
  }

  private static TrustManager[] trust(ClusterEntry cluster)
      throws GeneralSecurityException, IOException {
    if (cluster.insecure()) {
      return new TrustManager[] {new TrustAll()};
    }
    KeyStore authorities = null;
    if (cluster.ca() != null) {
      authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      var number = 0;
      for (var certificate : Pem.certificates(cluster.ca())) {
        authorities.setCertificateEntry("ca-" + number++, certificate);
      }
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    return factory.getTrustManagers();
  }

  /** Shows whatever certificate the credential has, as client-go does. */
  private static final class CredentialKeys extends X509ExtendedKeyManager {

    private static final String ALIAS = "client";
    private final Credential credential;

    CredentialKeys(Credential credential) {
      this.credential = credential;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      var certificate = credential.certificate();
      return certificate != null
              && Arrays.asList(keyTypes).contains(certificate.key().getAlgorithm())
          ? ALIAS
          : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      var certificate = credential.certificate();
      return certificate == null ? null : certificate.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      var certificate = credential.certificate();
      return certificate == null ? null : certificate.key();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }

  /** For insecure-skip-tls-verify only, which the resolved target warns of. */
  private static final class TrustAll extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
