/** Final videos that the bucket's lifecycle has deleted, and the episodes that must say so. */
@NullMarked
package dev.rushes.storage.finalvideo;

import org.jspecify.annotations.NullMarked;
