/** What a mirror takes in ahead of time, and what it hands to another without a network. */
@NullMarked
package dev.jpm.mirror.transfer;

import org.jspecify.annotations.NullMarked;
