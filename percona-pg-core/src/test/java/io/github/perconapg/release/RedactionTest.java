package io.github.perconapg.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {

  @Test
  void removesEachCredentialOfAKubeconfig() {
    var redaction = new Redaction();
    redaction.learn(
        """
        users:
        - name: joe
          user: {token: canary1, password: canary2, client-key-data: canary3}
        - name: jim
          user: {client-certificate-data: canary4, username: jim}
        """);
    assertThat(redaction.remove("canary1 canary2 canary3 canary4 jim"))
        .isEqualTo("*** *** *** *** jim");
  }

  @Test
  void leavesTextAloneWhenThereIsNone() {
    var redaction = new Redaction();
    redaction.learn("users: [{name: joe, user: {token: \"\"}}]");
    assertThat(redaction.remove("all of it")).isEqualTo("all of it");
  }
}
