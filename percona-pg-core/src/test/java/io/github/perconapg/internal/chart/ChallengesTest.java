package io.github.perconapg.internal.chart;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengesTest {

  private static final String BEARER =
      "Bearer realm=\"https://tokens.example.com/\",scope=\"repository:a:pull,push\"";
  private static final Map<String, String> DEMANDED =
      Map.of("realm", "https://tokens.example.com/", "scope", "repository:a:pull,push");

  @ParameterizedTest
  @ValueSource(
      strings = {
        BEARER,
        "Basic realm=\"x\", " + BEARER,
        BEARER + ", Basic realm=\"x\"",
        "Basic, " + BEARER,
        "Negotiate, " + BEARER,
        "Negotiate YIIZ9g==, " + BEARER,
        "Negotiate abc/+~._- ," + BEARER,
        "Digest realm=\"a, Bearer realm=\\\"b\\\"\", qop=auth, stale = FALSE , " + BEARER,
        ", ,," + BEARER + " , ,",
        "nonsense=1, " + BEARER,
        BEARER + ", Basic realm=\"unterminated",
      })
  void findsAChallengeAmongOthersInOneHeader(String header) {
    assertThat(Challenges.of(List.of(header)).of("bearer")).isEqualTo(DEMANDED);
  }

  @Test
  void readsAllHeaders() {
    var challenges = Challenges.of(List.of("Negotiate", "Basic realm=\"x\"", BEARER));
    assertThat(challenges.of("negotiate")).isEmpty();
    assertThat(challenges.of("basic")).containsExactly(Map.entry("realm", "x"));
    assertThat(challenges.of("bearer")).isEqualTo(DEMANDED);
    assertThat(challenges.of("digest")).isNull();
  }

  @Test
  void readsTokensAndQuotedStringsUnderNamesInAnyCase() {
    assertThat(one("bEARER Service=registry.example, SCOPE = \"a\\\"b\\\\c\" ,error=\"\""))
        .isEqualTo(Map.of("service", "registry.example", "scope", "a\"b\\c", "error", ""));
  }

  @Test
  void takesTheFirstOfTwoThatSayDifferentThings() {
    assertThat(one("Bearer realm=a, realm=b, Bearer realm=c")).containsEntry("realm", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "realm=\"https://tokens.example.com/\"",
        "Bearer realm=\"https://tokens.example.com/",
        "Bearer realm=\"https://tokens.example.com/\\\"",
        "Bearer realm=https://tokens.example.com/",
        "Bearer service=x, =y",
        "Bearer@tokens.example.com",
        "Basic realm=\"Bearer realm=x\"",
        "Basic realm=\"unterminated, " + BEARER,
      })
  void halfAChallengeIsNone(String header) {
    assertThat(Challenges.of(List.of(header)).of("bearer")).isNull();
  }

  @Test
  void aHeaderThatCannotBeReadLeavesTheOthersAsTheyAre() {
    var headers = List.of("Basic realm=\"unterminated", BEARER);
    assertThat(Challenges.of(headers).of("bearer")).isEqualTo(DEMANDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\\\"", ",", " x=y, Basic "})
  void readsHeadersOfAnyLength(String part) {
    var value = part.repeat(100_000);
    assertThat(one("Bearer scope=\"" + value + "\""))
        .containsEntry("scope", value.replace("\\", ""));
    assertThat(Challenges.of(List.of("Bearer scope=\"" + value)).of("bearer")).isNull();
    assertThat(Challenges.of(List.of(value)).of("bearer")).isNull();
  }

  private static Map<String, String> one(String header) {
    return requireNonNull(Challenges.of(List.of(header)).of("bearer"));
  }
}
