package io.github.perconapg.model;

/** The access to a stack input's cluster. Credentials never appear in {@code toString}. */
public sealed interface ProviderConfig {

  /**
   * A Google Kubernetes Engine cluster.
   *
   * @param clusterEndpoint address of the API server
   * @param clusterCaData base64 of the PEM certificate authority
   * @param serviceAccountKeyBase64 secret: base64 of a service account's JSON key
   */
  record GcpGke(String clusterEndpoint, String clusterCaData, String serviceAccountKeyBase64)
      implements ProviderConfig {
    @Override
    public String toString() {
      return "GcpGke[clusterEndpoint=" + clusterEndpoint + "]";
    }
  }

  /** An Amazon Elastic Kubernetes Service cluster; the message carries nothing. */
  record AwsEks() implements ProviderConfig {}

  /** An Azure Kubernetes Service cluster; the message carries nothing. */
  record AzureAks() implements ProviderConfig {}

  /**
   * A DigitalOcean cluster.
   *
   * @param kubeConfig secret: a whole kubeconfig as text
   */
  record DigitalOceanDoks(String kubeConfig) implements ProviderConfig {
    @Override
    public String toString() {
      return "DigitalOceanDoks[]";
    }
  }
}
