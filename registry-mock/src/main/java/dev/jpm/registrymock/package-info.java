/**
 * An in-process registry with a publishing DSL, failure dials and a request log; for tests only.
 */
@NullMarked
package dev.jpm.registrymock;

import org.jspecify.annotations.NullMarked;
