package io.github.perconapg.internal.chart;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The platform's certificate authorities together with those of a PEM file. */
final class TrustedCertificates {

  private TrustedCertificates() {}

  /**
   * A TLS context that trusts both.
   *
   * @throws io.github.perconapg.problem.PerconaPgException option-invalid when the file cannot be
   *     read or holds no certificate
   */
  static SSLContext with(Path caBundle) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var number = 0;
      for (var certificate : platform()) {
        store.setCertificateEntry("platform-" + number++, certificate);
      }
      for (var certificate : read(caBundle)) {
        store.setCertificateEntry("bundle-" + number++, certificate);
      }
      var context = SSLContext.getInstance("TLS");
      context.init(null, factory(store).getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the platform's certificates cannot be used", e);
    }
  }

  private static Collection<? extends Certificate> read(Path caBundle) {
    try (var in = Files.newInputStream(caBundle)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new CertificateException("it holds no certificate");
      }
      return certificates;
    } catch (IOException | CertificateException e) {
      var why = e instanceof IOException io ? ChartProblems.reason(io) : e.getMessage();
      throw Problem.of(
              ProblemCode.OPTION_INVALID,
              "The CA bundle " + caBundle + " cannot be used: " + why,
              "Give a file with certificates in PEM form, each between BEGIN CERTIFICATE and END"
                  + " CERTIFICATE.")
          .asException(e);
    }
  }

  private static Collection<? extends Certificate> platform() throws GeneralSecurityException {
    for (var manager : factory(null).getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return List.of(x509.getAcceptedIssuers());
      }
    }
    return List.of();
  }

  private static TrustManagerFactory factory(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
