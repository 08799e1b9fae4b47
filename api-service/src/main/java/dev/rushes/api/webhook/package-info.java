/** Tells other systems what happens to a show's jobs and plans, signed and until they have taken it. */
@NullMarked
package dev.rushes.api.webhook;

import org.jspecify.annotations.NullMarked;
