package io.github.perconapg.controlplane.access;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;

/**
 * A client certificate with its key, signed by a plane's CA. The API server takes the common name
 * as the user and the organisation as the group.
 *
 * @param certificate PEM
 * @param key PEM, PKCS#8
 */
record ClientCertificate(String certificate, String key) {
  private static final Duration VALID = Duration.ofDays(1);

  /** sha256WithRSAEncryption with its NULL parameter, RFC 4055. */
  private static final byte[] SHA256_WITH_RSA =
      HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

  /** rsaEncryption with its NULL parameter, RFC 3279; kwokctl writes the bare PKCS#1 key. */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  static ClientCertificate issue(Path pki, String user, String group) throws IOException {
    try (InputStream in = Files.newInputStream(pki.resolve("ca.crt"))) {
      X509Certificate ca =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      String name = "CN=" + user + (group.isEmpty() ? "" : ", O=" + group);
      Instant now = Instant.now();
      byte[] body =
          Der.sequence(
              Der.context(0, Der.integer(BigInteger.TWO)),
              Der.integer(BigInteger.valueOf(now.toEpochMilli())),
              SHA256_WITH_RSA,
              ca.getSubjectX500Principal().getEncoded(),
              Der.sequence(Der.time(now.minus(Duration.ofMinutes(5))), Der.time(now.plus(VALID))),
              new X500Principal(name).getEncoded(),
              pair.getPublic().getEncoded());
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key(pki.resolve("ca.key")));
      signature.update(body);
      byte[] all = Der.sequence(body, SHA256_WITH_RSA, Der.bitString(signature.sign()));
      return new ClientCertificate(
          pem("CERTIFICATE", all), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing a client certificate", e);
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String pem = Files.readString(file);
    byte[] bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
    byte[] pkcs8 =
        pem.contains("BEGIN RSA PRIVATE KEY")
            ? Der.sequence(Der.integer(BigInteger.ZERO), RSA, Der.octetString(bytes))
            : bytes;
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static String pem(String type, byte[] bytes) {
    Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, encoder.encodeToString(bytes), type);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ClientCertificate";
  }
}
