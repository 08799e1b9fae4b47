/** Presigned URLs and what becomes of objects, asked of storage-service. */
@NullMarked
package dev.rushes.api.download;

import org.jspecify.annotations.NullMarked;
