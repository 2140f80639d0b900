package io.github.perconapg.model;

/**
 * The compute resources of the operator's container.
 *
 * @param limits what it may use at most
 * @param requests what is reserved for it; never above the limits
 */
public record Container(CpuMemory limits, CpuMemory requests) {

  /** Limits 1000m and 1Gi, requests 100m and 256Mi: what the requirement declares as default. */
  public static final Container DEFAULT =
      new Container(new CpuMemory("1000m", "1Gi"), new CpuMemory("100m", "256Mi"));
}
