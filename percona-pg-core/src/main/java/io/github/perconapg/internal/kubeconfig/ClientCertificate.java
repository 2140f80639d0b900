package io.github.perconapg.internal.kubeconfig;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A certificate with its key, as parsed and as given.
 *
 * @param chain the certificate and its intermediates, never empty
 * @param key secret: its private key
 * @param chainPem the chain as given
 * @param keyPem secret: the key as given
 */
public record ClientCertificate(
    List<X509Certificate> chain, PrivateKey key, String chainPem, String keyPem) {

  /**
   * Parses both.
   *
   * @throws IllegalArgumentException when one of them cannot be read; the message holds no secret
   */
  static ClientCertificate of(String chainPem, String keyPem) {
    return new ClientCertificate(
        Pem.certificates(chainPem), Pem.privateKey(keyPem), chainPem, keyPem);
  }

  /** When it stops being valid. */
  Instant expires() {
    return chain.get(0).getNotAfter().toInstant();
  }

  /** Its two fields in a kubeconfig. */
  Map<String, Object> userEntry() {
    return Map.of(
        "client-certificate-data", Pem.base64(chainPem), "client-key-data", Pem.base64(keyPem));
  }

  @Override
  public String toString() {
    return "ClientCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
