/**
 * Decides which cluster a deploy goes to and with which credentials: targets file, kubeconfig, pod.
 * Sends no request.
 */
@NullMarked
package io.github.perconapg.internal.kubeconfig;

import org.jspecify.annotations.NullMarked;
