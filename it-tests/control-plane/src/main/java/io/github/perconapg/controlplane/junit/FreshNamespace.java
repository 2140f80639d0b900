package io.github.perconapg.controlplane.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a String parameter the name of a namespace that no other test uses.
 *
 * <p>The namespace does not exist yet. If it exists after the test it is deleted, without waiting.
 * Every parameter so annotated gets a name of its own.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface FreshNamespace {}
