package io.github.perconapg.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorVersionTest {

  @ParameterizedTest
  @CsvSource({"2.5.0,false", "2.6.0,true", "2.7.0,true", "2.10.1,true", "3.0.0,true"})
  void electsItsLeaderByLeaseFromTwoDotSixOn(String version, boolean takesLease) {
    assertThat(new OperatorVersion(version).takesLease()).isEqualTo(takesLease);
  }

  @ParameterizedTest
  @CsvSource({"2.7.0,true", "2.9.0,true", "3.0.0,true", "2.5.0,false", "3.1.0,false", "main,false"})
  void knowsTheControllersOfTheVersionsThatWereLookedAt(String version, boolean known) {
    assertThat(new OperatorVersion(version).controllers().isPresent()).isEqualTo(known);
  }
}
