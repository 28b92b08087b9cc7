/** Publishing without a password: tokens of services that run builds, and who trusts them. */
@NullMarked
package dev.jpm.mirror.trust;

import org.jspecify.annotations.NullMarked;
