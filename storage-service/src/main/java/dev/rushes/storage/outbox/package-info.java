/** Work that other rows have made due: sending analyses, deleting objects. */
@NullMarked
package dev.rushes.storage.outbox;

import org.jspecify.annotations.NullMarked;
