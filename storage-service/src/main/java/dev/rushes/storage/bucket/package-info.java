/** How the three buckets must be, how they are, and mending the difference. */
@NullMarked
package dev.rushes.storage.bucket;

import org.jspecify.annotations.NullMarked;
