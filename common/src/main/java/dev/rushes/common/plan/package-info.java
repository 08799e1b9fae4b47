/** Edit plans, their reviews and the times they are made of. */
@NullMarked
package dev.rushes.common.plan;

import org.jspecify.annotations.NullMarked;
