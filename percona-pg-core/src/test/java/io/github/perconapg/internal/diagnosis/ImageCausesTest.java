package io.github.perconapg.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.problem.ProblemCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageCausesTest {

  /** Messages as container runtimes and registries write them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/p/o:no": failed to resolve reference "docker.io/p/o:no": docker.io/p/o:no: not found | IMAGE_NOT_FOUND | true
          failed to resolve reference "r.example.com/o:no": unexpected status from HEAD request to https://r.example.com/v2/o/manifests/no: 404 Not Found | IMAGE_NOT_FOUND | true
          reading manifest no in docker.io/p/o: manifest unknown | IMAGE_NOT_FOUND | true
          Error response from daemon: manifest for p/o:no not found: manifest unknown: manifest unknown | IMAGE_NOT_FOUND | true
          ErrImageNeverPull: Container image "p/o:1" is not present with pull policy of Never | IMAGE_NOT_FOUND | true
          failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token: 401 Unauthorized | IMAGE_UNAUTHORIZED | true
          pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed | IMAGE_UNAUTHORIZED | true
          unexpected status from HEAD request to https://1.dkr.ecr.eu-west-1.amazonaws.com/v2/o/manifests/1: 403 Forbidden | IMAGE_UNAUTHORIZED | true
          unauthorized: authentication required | IMAGE_UNAUTHORIZED | true
          no basic auth credentials | IMAGE_UNAUTHORIZED | true
          failed to do request: Head "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host | REGISTRY_UNREACHABLE | false
          dial tcp 10.0.0.1:443: i/o timeout | REGISTRY_UNREACHABLE | false
          tls: failed to verify certificate: x509: certificate signed by unknown authority | REGISTRY_UNREACHABLE | false
          unexpected status from HEAD request to https://r/v2/: 503 Service Unavailable | REGISTRY_UNREACHABLE | false
          429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit | REGISTRY_RATE_LIMITED | false
          pull QPS exceeded | REGISTRY_RATE_LIMITED | false
          failed to pull and unpack image "docker.io/p/o:1": no match for platform in manifest: not found | IMAGE_ARCHITECTURE | true
          no image found in manifest list for architecture arm64, variant "v8", OS linux | IMAGE_ARCHITECTURE | true
          InvalidImageName: Failed to apply default image tag "a:b:c": couldn't parse image name "a:b:c": invalid reference format | IMAGE_INVALID | true
          something that nobody has seen yet | NOT_READY | false
          """)
  void eachMessageHasItsCause(String message, ProblemCode code, boolean lasting) {
    var cause = ImageCauses.of(message, "fact", "image");
    assertThat(cause.code()).isEqualTo(code);
    assertThat(cause.endsAfter() != null).isEqualTo(lasting);
  }
}
