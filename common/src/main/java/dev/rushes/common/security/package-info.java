/** Who calls, what the caller's roles allow, and which shows the caller sees. */
@NullMarked
package dev.rushes.common.security;

import org.jspecify.annotations.NullMarked;
