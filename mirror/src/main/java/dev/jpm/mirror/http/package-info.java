/** What is asked and answered, apart from any server: calls, answers, routes. */
@NullMarked
package dev.jpm.mirror.http;

import org.jspecify.annotations.NullMarked;
