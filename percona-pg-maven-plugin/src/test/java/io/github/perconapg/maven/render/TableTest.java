package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void aColumnIsAsWideAsItsWidestCell() {
    var table = new Table("manifest", "revision");
    table.add("a-long-name.yaml", "1");
    table.add("b.yaml", "12");

    assertThat(table.lines())
        .containsExactly(
            "manifest          revision", "a-long-name.yaml  1", "b.yaml            12");
  }

  @Test
  void theWidestColumnsAreCutInTheMiddleWhereALineIsTooLong() {
    var table = new Table("manifest", "namespace", "outcome");
    var path = "services/orders/src/main/operators/percona-postgresql-operator.yaml";
    table.add(path, "percona-postgresql-operator", "not-started");

    assertThat(table.lines()).allMatch(line -> line.length() <= Table.WIDTH);
    assertThat(last(table))
        .startsWith("services/orders..")
        .contains("operator.yaml  percona-postgresql-operator  not-started")
        .hasSize(Table.WIDTH);
  }

  private static String last(Table table) {
    return table.lines().get(1);
  }
}
