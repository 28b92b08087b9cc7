/** What is submitted by those who publish, checked while it is read. */
@NullMarked
package dev.jpm.mirror.publish;

import org.jspecify.annotations.NullMarked;
