package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrdTextTest {

  @Test
  void splitsAtMarkersOnly() {
    assertThat(CrdText.documents("a: 1\n---\nb: 2\n--- # comment\nc: |\n  ---\n----\nd: 1\n"))
        .containsExactly("a: 1\n", "b: 2\n", " # comment\nc: |\n  ---\n----\nd: 1\n");
  }

  @Test
  void leavesOutEmptyDocumentsAndComments() {
    assertThat(CrdText.documents("---\n# licence\n---\n\n---\na: 1\n...\n---\n"))
        .containsExactly("a: 1\n");
  }

  @Test
  void takesWindowsLineEndsAndAByteOrderMark() {
    assertThat(CrdText.documents("\uFEFF---\r\na: 1\r\n---\r\nb: 2\r\n"))
        .containsExactly("a: 1\n", "b: 2\n");
  }

  @Test
  void givesADocumentTheSameHashWhereverItStands() {
    var first = CrdText.documents("---\n\na: 1\n\n---\nb: 2").get(0);
    var last = CrdText.documents("b: 2\n---\na: 1").get(1);
    assertThat(CrdText.sha256(first)).isEqualTo(CrdText.sha256(last));
  }

  @Test
  void keepsWhatStandsBehindAMarker() {
    assertThat(CrdText.documents("--- {a: 1}\n--- {b: 1}"))
        .containsExactly(" {a: 1}\n", " {b: 1}\n");
  }
}
