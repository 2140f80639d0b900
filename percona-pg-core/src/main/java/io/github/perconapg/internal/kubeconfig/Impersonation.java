package io.github.perconapg.internal.kubeconfig;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who to act as, other than the owner of the credential.
 *
 * @param user the user name, never empty
 * @param uid the user's UID, or null
 * @param groups group names; may be empty
 * @param extra further attributes, each with its values; may be empty
 */
public record Impersonation(
    String user, @Nullable String uid, List<String> groups, Map<String, List<String>> extra) {}
