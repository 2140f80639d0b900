package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** In place of your own tests: the operator is there, and this is where. */
class OrdersIT {

  @Test
  void theOperatorsNamespaceIsKnown() {
    assertTrue(System.getProperty("operator.namespace").startsWith("orders-it"));
    assertEquals("pg-operator", System.getProperty("operator.deployment"));
  }
}
