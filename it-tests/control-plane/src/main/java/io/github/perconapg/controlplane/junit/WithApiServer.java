package io.github.perconapg.controlplane.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class an API server and its etcd, and nothing else: it is there in three
 * seconds, and all classes of a run share it.
 *
 * <p>Admission, roles, dry runs, server-side apply and custom resource definitions work as on any
 * cluster. What controllers do does not happen: no pod is made or started, no status is written,
 * nothing is collected with its owner, and a namespace that is deleted stays.
 *
 * <p>Parameters are those of {@link WithControlPlane}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ControlPlaneExtension.class)
public @interface WithApiServer {}
