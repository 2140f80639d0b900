package io.github.perconapg.model;

/**
 * A pair of Kubernetes quantities, as text in the manifest's form.
 *
 * @param cpu processor time, for example {@code 500m} or {@code 2}
 * @param memory memory in bytes with a suffix, for example {@code 256Mi}
 */
public record CpuMemory(String cpu, String memory) {}
