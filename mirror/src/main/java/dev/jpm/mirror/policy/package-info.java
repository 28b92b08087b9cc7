/** What may pass of what upstreams have: one judgement for packument, manifest, tag and tarball. */
@NullMarked
package dev.jpm.mirror.policy;

import org.jspecify.annotations.NullMarked;
