/** Edit plans over HTTP: their check against the footage, and their review. */
@NullMarked
package dev.rushes.api.plan;

import org.jspecify.annotations.NullMarked;
