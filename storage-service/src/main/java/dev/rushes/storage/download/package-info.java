/** Presigned downloads, and what a bucket holds. */
@NullMarked
package dev.rushes.storage.download;

import org.jspecify.annotations.NullMarked;
