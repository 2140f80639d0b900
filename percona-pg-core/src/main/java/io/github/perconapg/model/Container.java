package io.github.perconapg.model;

/**
 * The compute resources of the operator's container.
 *
 * @param limits the most that it may use
 * @param requests the reserved amounts; never above the limits
 */
public record Container(CpuMemory limits, CpuMemory requests) {

  /** The resource model's default: limits 1000m and 1Gi, requests 100m and 256Mi. */
  public static final Container DEFAULT =
      new Container(new CpuMemory("1000m", "1Gi"), new CpuMemory("100m", "256Mi"));
}
