/** What both HTTP services do alike: problems, idempotency, cursors. */
@NullMarked
package dev.rushes.common.http;

import org.jspecify.annotations.NullMarked;
